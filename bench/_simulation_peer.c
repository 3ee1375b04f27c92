/* The bare loop of the same algorithm and the same draws in C, on models A and B only: no calendar, groups, patience,
   pauses, deadlines, months or classes beyond two. Called through ctypes; see _simulation_c.py. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define STATIONS 4

typedef struct {
  double rate, begin, horizon, urgent;
  double mean[STATIONS], mu[STATIONS], sigma[STATIONS];
  int64_t capacity[STATIONS], is_log_normal[STATIONS];
  uint64_t key, replication, stream;
} Model;

typedef struct { double arrived, started; int32_t after, station; uint32_t number, route; int32_t visit, urgent; } Citizen;
typedef struct { uint32_t number; uint8_t station; double arrived, started, ended; } __attribute__((packed)) Spell;
typedef struct { double at; int64_t key; } Entry;

static void words(const Model *m, uint64_t c0, uint64_t c1, uint64_t *out) {
  uint64_t c2 = m->stream, c3 = m->replication, k0 = m->key & 0xFFFFFFFFu, k1 = m->key >> 32;
  for (int i = 0; i < 10; i++) {
    uint64_t p0 = c0 * 0xD2511F53u, p1 = c2 * 0xCD9E8D57u;
    c0 = (p1 >> 32) ^ c1 ^ k0; c1 = p1 & 0xFFFFFFFFu;
    c2 = (p0 >> 32) ^ c3 ^ k1; c3 = p0 & 0xFFFFFFFFu;
    k0 = (k0 + 0x9E3779B9u) & 0xFFFFFFFFu; k1 = (k1 + 0xBB67AE85u) & 0xFFFFFFFFu;
  }
  out[0] = c0; out[1] = c1; out[2] = c2; out[3] = c3;
}
static double fine(const uint64_t *w) { return ((double)((w[0] << 20) | (w[1] >> 12)) + 0.5) * 0x1p-52; }
static double coarse(uint64_t w) { return ((double)w + 0.5) * 0x1p-32; }
static double poly(double x, const double *a) {
  return ((((((a[0] * x + a[1]) * x + a[2]) * x + a[3]) * x + a[4]) * x + a[5]) * x + a[6]) * x + a[7];
}
static const double NEAR[2][8] = {
  {2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
   1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080},
  {5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867, 5394.1960214247511077,
   687.18700749205790830, 42.313330701600911252, 1.0}};
static const double FAR[2][8] = {
  {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
   3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734},
  {1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
   6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1.0}};
static double normal(double u) {
  double q = u - 0.5;
  if (fabs(q) <= 0.425) { double r = 0.180625 - q * q; return poly(r, NEAR[0]) * q / poly(r, NEAR[1]); }
  double r = sqrt(-log(q <= 0 ? u : 1 - u)) - 1.6; /* beyond 5 only once in 10^11 draws: left out here */
  double x = poly(r, FAR[0]) / poly(r, FAR[1]);
  return q < 0 ? -x : x;
}

typedef struct { const Model *m; Entry *heap; int64_t held; Citizen *c; int64_t busy[STATIONS]; int32_t first[STATIONS][2], last[STATIONS][2]; double now; } Run;

static int before(Entry a, Entry b) { return a.at < b.at || (a.at == b.at && a.key < b.key); }
static void push(Run *r, Entry e) {
  int64_t i = r->held++;
  while (i > 0 && before(e, r->heap[(i - 1) >> 1])) { r->heap[i] = r->heap[(i - 1) >> 1]; i = (i - 1) >> 1; }
  r->heap[i] = e;
}
static Entry pop(Run *r) {
  Entry top = r->heap[0], e = r->heap[--r->held];
  int64_t i = 0, k;
  while ((k = 2 * i + 1) < r->held) {
    if (k + 1 < r->held && before(r->heap[k + 1], r->heap[k])) k++;
    if (!before(r->heap[k], e)) break;
    r->heap[i] = r->heap[k]; i = k;
  }
  r->heap[i] = e;
  return top;
}
static void start(Run *r, int s, int32_t i) {
  uint64_t w[4];
  Citizen *c = &r->c[i];
  words(r->m, c->number, 2 * (uint64_t)c->visit, w);
  double u = fine(w), lasts = r->m->is_log_normal[s] ? exp(r->m->mu[s] + r->m->sigma[s] * normal(u)) : -log(u) * r->m->mean[s];
  c->route = (uint32_t)w[2]; c->started = r->now; r->busy[s]++;
  push(r, (Entry){r->now + lasts, ((int64_t)s << 32) | i});
}
static void enter(Run *r, int s, int32_t i) {
  Citizen *c = &r->c[i];
  c->arrived = r->now;
  if (r->busy[s] < r->m->capacity[s]) { start(r, s, i); return; }
  int line = c->urgent ? 0 : 1;
  c->after = -1;
  if (r->last[s][line] >= 0) r->c[r->last[s][line]].after = i; else r->first[s][line] = i;
  r->last[s][line] = i;
}

/* Runs one replication; waits that begin after the run-in and have ended are summed in `sums` (days, visits per
   station). Returns the number of spells recorded in `spells`. */
int64_t run(const Model *m, Spell *spells, double *sums, int64_t most) {
  int64_t kept = 0, places = 0, room = 16;
  for (int s = 0; s < STATIONS; s++) room += m->capacity[s];
  Run r = {m, malloc(room * sizeof(Entry)), 0, malloc(most * sizeof(Citizen)), {0}, {{0}}, {{0}}, 0};
  int32_t *spare = malloc(most * sizeof(int32_t)), used = 0;
  for (int s = 0; s < STATIONS; s++) for (int l = 0; l < 2; l++) r.first[s][l] = r.last[s][l] = -1;
  double events = 0, comes; uint64_t w[4], number = 0; int urgent;
#define NEXT words(m, number, 0xFFFFFFFFu, w); events -= log(fine(w)); comes = m->begin + events / m->rate; urgent = coarse(w[2]) < m->urgent;
  NEXT
  for (;;) {
    double ahead = r.held ? r.heap[0].at : INFINITY;
    if (comes >= m->horizon && ahead >= m->horizon) break;
    if (comes <= ahead) {
      r.now = comes;
      int32_t i = places ? spare[--places] : used++;
      r.c[i] = (Citizen){0, 0, -1, 0, (uint32_t)number, 0, 0, urgent};
      number++;
      NEXT
      enter(&r, 0, i);
      continue;
    }
    Entry top = pop(&r);
    int s = (int)(top.key >> 32); int32_t i = (int32_t)(top.key & 0xFFFFFFFF);
    Citizen *c = &r.c[i];
    r.now = top.at; r.busy[s]--;
    spells[kept++] = (Spell){c->number, (uint8_t)s, c->arrived, c->started, r.now};
    if (c->arrived >= 0) { sums[s] += c->started - c->arrived; sums[STATIONS + s] += 1; }
    double u = coarse(c->route);
    int to = s == 0 ? (u < 0.6 ? 1 : u < 0.85 ? 2 : 3) : s == 3 ? -1 : u < 0.1 ? 3 : -1;
    c->visit++;
    while (r.busy[s] < m->capacity[s]) {
      int line = r.first[s][0] >= 0 ? 0 : 1;
      int32_t next = r.first[s][line];
      if (next < 0) break;
      r.first[s][line] = r.c[next].after;
      if (r.first[s][line] < 0) r.last[s][line] = -1;
      start(&r, s, next);
    }
    if (to < 0) spare[places++] = i; else enter(&r, to, i);
  }
  free(r.heap); free(r.c); free(spare);
  return kept;
}
