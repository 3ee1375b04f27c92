"""Referrals and closing letters of every shape that can be written, for tests that hold for all of them."""

from datetime import datetime

from hypothesis import strategies as st

from tests.interop.our_letters import CLOSING_LETTER, REFERRAL, free_text
from tvaerspor.interop import codes
from tvaerspor.interop.closing_letter import ClosingLetter, Section, SignedText
from tvaerspor.interop.messages import (
    Diagnosis,
    Envelope,
    Letter,
    Party,
    Patient,
    PatientId,
    Phone,
    Reference,
    Referral,
    Relative,
    Stated,
    stating,
)
from tvaerspor.interop.oioxml.form import NOT_WRITTEN

SIGNS = st.characters(codec="latin-1", exclude_categories=["Cc", "Zs"]) | st.just(" ")
FIELDS_OF_TEXT = sorted(set(codes.TEXTS) - {row[0] for row in codes.VISITATION.rows})


def short(most: int) -> st.SearchStrategy[str]:
    """A field of one line that says something: Latin-1 without blanks around it, and not the placeholder."""
    return st.text(SIGNS, min_size=1, max_size=most).map(str.strip).filter(lambda text: text.strip("_"))


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


def word(code_list: codes.CodeList) -> st.SearchStrategy[str]:
    return st.sampled_from([row[0] for row in code_list.rows if row[2] and row[2] not in NOT_WRITTEN])


LONG = st.text(SIGNS | st.sampled_from("\n\t"), min_size=1, max_size=80).filter(str.strip)
HEX = st.uuids().map(lambda uuid: uuid.hex)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)).map(
    lambda found: found.replace(second=0, microsecond=0)
)
STATED_MOMENTS = MOMENTS.map(lambda found: Stated(found, "", ""))
CODES = st.from_regex(r"[A-Z][A-SU-Z0-9]{1,8}", fullmatch=True)
PHONES = st.builds(Phone, word(codes.PHONE), short(25))


@st.composite
def glns(draw: st.DrawFn) -> Stated[str]:
    digits = draw(st.from_regex(r"[0-9]{12}", fullmatch=True))
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return stating(f"{digits}{-total % 10}", "gln")


@st.composite
def parties(draw: st.DrawFn, role: str) -> Party:
    kind = draw(word(codes.IDENTIFIER_KIND))
    is_sender = role == "sender"
    has_address = role != "contact"
    optional = {name: draw(maybe(short(35))) for name in ("department", "unit")}
    if has_address:
        optional |= {name: draw(maybe(short(35))) for name in ("street", "suburb", "district")}
        optional["postcode"] = draw(maybe(short(9)))
    if is_sender:
        optional |= {"phone": draw(maybe(short(25))), "speciality": draw(maybe(word(codes.SPECIALITY)))}
    return Party(
        role,
        gln=draw(glns()) if role in {"sender", "receiver"} else None,
        identifier=stating(draw(short(17)), kind),
        identifier_kind=kind,
        organisation=draw(short(35) if is_sender else maybe(short(35))),
        **optional,
    )


@st.composite
def patients(draw: st.DrawFn, is_referral: bool) -> Patient:
    number = draw(st.from_regex(r"[0-9]{10}", fullmatch=True))
    kind = draw(st.sampled_from(["cpr", "replacement"]))
    return Patient(
        ids=(PatientId(kind, stating(number if kind == "cpr" else f"{number[:7]}AB{number[9]}")),),
        surname=draw(short(70)),
        given_name=draw(maybe(short(70))),
        occupation=draw(maybe(short(35).map(stating))),
        street=draw(maybe(short(35))),
        suburb=draw(maybe(short(35))),
        district=draw(maybe(short(35))),
        postcode=draw(maybe(short(9).map(stating))),
        phones=tuple(draw(st.lists(PHONES, max_size=3))) if is_referral else (),
        email=draw(maybe(short(70))) if is_referral else None,
    )


@st.composite
def diagnoses(draw: st.DrawFn, role: str | None, has_date: bool = False) -> Diagnosis:
    """With a code system, a side behind SKS codes, and any role where `role` is None."""
    system = draw(st.sampled_from(["sks", "icpc2", "unspecified", "sfu"]))
    side = draw(st.none() | st.sampled_from(["right", "left", "both"])) if system == "sks" else None
    roles = word(codes.DIAGNOSIS_ROLE).filter(lambda found: found not in {"referral", "referral_kind"})
    return Diagnosis(
        stating(draw(CODES), system),
        system,
        draw(short(70)),
        Stated(side, "", "", "sks") if side else None,
        role or draw(roles),
        draw(maybe(MOMENTS)) if has_date else None,
    )


def bare(role: str) -> st.SearchStrategy[Diagnosis]:
    """As Main and MainAdditional have them."""
    return st.builds(lambda code, text: Diagnosis(stating(code), None, text, None, role), CODES, short(70))


REFERENCES = st.one_of(
    st.builds(Reference, st.just("url"), short(70), short(350)),
    st.builds(Reference, st.just("sup"), short(70)),
    st.builds(
        Reference,
        st.just("binary"),
        short(70),
        short(35),
        word(codes.OBJECT_KIND),
        st.sampled_from(sorted(codes.OBJECT_EXTENSIONS)),
        st.integers(1, 10**9).map(str),
    ),
)
ENVELOPES = st.builds(Envelope, short(14), MOMENTS, st.booleans(), st.just("oioxml"))


def heads(message_type: str, version: str) -> st.SearchStrategy[Letter]:
    status = st.sampled_from(["new", "corrected"])
    return st.builds(
        Letter, short(14), st.just(message_type), st.just(version), status, STATED_MOMENTS, HEX.map(stating)
    )


@st.composite
def referrals(draw: st.DrawFn) -> Referral:
    referrer = Party("referrer", person_name=draw(short(35)), person_title=draw(maybe(short(35))))
    fields = {"anamnesis", *draw(st.sets(st.sampled_from(FIELDS_OF_TEXT)))}
    visitation = draw(st.lists(word(codes.VISITATION), unique=True, max_size=2))
    order = list(codes.TEXTS)
    texts = [free_text(field, draw(LONG)) for field in sorted({*fields, *visitation}, key=order.index)]
    main = draw(st.lists(diagnoses("referral"), max_size=1))
    return Referral(
        envelope=draw(ENVELOPES),
        letter=draw(heads("REF07", "H0731R")),
        parties=(draw(parties("sender")), draw(parties("receiver")), referrer),
        patient=draw(patients(is_referral=True)),
        relatives=(),
        kind=draw(maybe(st.sampled_from(sorted(codes.REFERRAL_KINDS)).map(stating))),
        priority=None,
        status=draw(maybe(word(codes.STATUS).map(stating))),
        transport=None,
        diagnoses=(*main, *draw(st.lists(diagnoses(None), max_size=2))),
        texts=tuple(texts),
        references=tuple(draw(st.lists(REFERENCES, max_size=2))),
    )


SECTIONS = st.builds(Section, st.text(SIGNS, min_size=1, max_size=30).filter(str.strip), st.just("") | LONG)


@st.composite
def signed_texts(draw: st.DrawFn) -> SignedText:
    first = draw(st.lists(LONG.map(lambda text: Section("", text)), max_size=1))
    found = (*first, *draw(st.lists(SECTIONS, min_size=not first, max_size=3)))
    return SignedText(found, draw(maybe(MOMENTS)))


@st.composite
def closing_letters(draw: st.DrawFn) -> ClosingLetter:
    roles = ["sender", "receiver", *draw(st.sets(st.sampled_from(["copy", "contact"])).map(sorted))]
    order = ["sender", "receiver", "copy", "contact"]
    relatives = st.builds(
        Relative, word(codes.RELATION), maybe(short(10)), short(70), maybe(short(70)), maybe(short(35))
    )
    coded = [*draw(st.lists(bare("main"), max_size=1)), *draw(st.lists(bare("main_additional"), max_size=2))]
    return ClosingLetter(
        envelope=draw(ENVELOPES),
        letter=draw(heads("DIS08", "D0833L")),
        parties=tuple(draw(parties(role)) for role in sorted(roles, key=order.index)),
        patient=draw(patients(is_referral=False)),
        patient_status=stating(draw(word(codes.EPISODE_STATUS))),
        texts=tuple(draw(st.lists(signed_texts(), min_size=1, max_size=2))),
        referral_number=draw(maybe(short(35).map(stating))),
        received=draw(maybe(STATED_MOMENTS)),
        begun=draw(maybe(STATED_MOMENTS)),
        ended=draw(maybe(STATED_MOMENTS)),
        relatives=tuple(draw(st.lists(relatives, max_size=2))),
        referral_diagnoses=tuple(draw(st.lists(diagnoses("referral"), max_size=1))),
        diagnoses=(*coded, *draw(st.lists(diagnoses(None, has_date=True), max_size=2))),
        references=tuple(draw(st.lists(REFERENCES, max_size=2))),
    )


__all__ = ["CLOSING_LETTER", "REFERRAL", "closing_letters", "referrals", "short"]
