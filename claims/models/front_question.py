"""The question that editors picked for the home page."""

from django.db import models

from claims.models.shared import Position


class FrontQuestion(models.Model):
    """The position at the top of the home page, in at most one row; without it, the fullest."""

    place = models.PositiveSmallIntegerField(default=1, unique=True, editable=False)
    position = models.ForeignKey(Position, models.CASCADE, related_name="+")
    picked_by = models.CharField(max_length=150, editable=False)
    picked_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = "question of the moment"
        verbose_name_plural = "question of the moment"
        constraints = [models.CheckConstraint(condition=models.Q(place=1), name="front_question_is_one")]

    def __str__(self) -> str:
        return self.position.question
