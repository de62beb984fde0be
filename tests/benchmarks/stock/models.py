"""The tables of the stock app."""

from __future__ import annotations

from django.db import models


class Speaker(models.Model):
    slug = models.SlugField(max_length=200, unique=True)
    name = models.CharField(max_length=300)

    class Meta:
        app_label = "stock"

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    slug = models.SlugField(max_length=200, unique=True)
    name = models.CharField(max_length=300)

    class Meta:
        app_label = "stock"

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    title = models.CharField(max_length=500)
    url = models.URLField(max_length=500)

    class Meta:
        app_label = "stock"

    def __str__(self) -> str:
        return self.title


class Claim(models.Model):
    text = models.TextField()
    said = models.DateField(null=True, db_index=True)
    speaker = models.ForeignKey(Speaker, models.CASCADE)
    source = models.ForeignKey(Source, models.CASCADE)
    topics = models.ManyToManyField(Topic)

    class Meta:
        app_label = "stock"

    def __str__(self) -> str:
        return self.text
