"""Referrals that show joint triage: each goes straight to the demo accounts' own panel and stops where it is told."""

from __future__ import annotations

from tvaerspor.actions.act import COPENHAGEN
from tvaerspor.actions.demo.doings import Worker
from tvaerspor.actions.demo.made_up_units import Workplace
from tvaerspor.actions.demo.plot import NotYet, Plot
from tvaerspor.actions.demo.plot_of_a_panel import Goal, PanelPlot
from tvaerspor.actions.recommend import Recommended
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.model import Panel
from tvaerspor.referral.choice import allowed_destinations


class StagedPlot(Plot):
    """A plot in which nothing else happens."""

    def play_to(self, panel: Panel, goal: Goal) -> None:
        """Written, sent, received, and as far as the goal; as far as the clock lets it."""
        self.panel, self.goal = panel, goal
        self.life.begin(self.doing("begin", self.doctor))
        try:
            answers = self._answers()
            self._save(answers)
            self._sent("send", answers)
        except NotYet:
            return

    def happens(self, share: str) -> bool:
        """Only a remark beside a vote."""
        return share == "joint_remark" and super().happens(share)

    def _answers(self) -> Answers:
        on = self.at.astimezone(COPENHAGEN).date()
        return self._completed(self.maker.make(self.chance, on, self.panel.at))

    def _chosen(self, recommended: Recommended) -> tuple[str, str]:
        allowed = allowed_destinations(recommended.decision)
        goals = [name for name in self.panel.at if name in allowed]
        return (goals[0], "") if goals else (self.panel.at[0], self.chance.one(self.texts["outside"]))

    def _receiver(self, destination: str) -> Workplace | None:
        return self.stage.landscape.homes[self._kind(destination)]

    def _lies_with(self, receiver: Workplace) -> None:
        somebody = Worker(receiver.people[0], receiver)
        self.move("receive", somebody, "receive", due=self._due(somebody))
        differs = self.goal is Goal.DIFFERING or (self.goal is Goal.DECIDED and self.chance.happens(1 / 2))
        PanelPlot(self, somebody, self.panel).play(self.goal, differs)
