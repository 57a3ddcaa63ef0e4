"""The questionnaire as people meet it: made from a codebook to upload, import and print, with advice on its words."""

from coprod.questionnaire.advice import Advice, advise
from coprod.questionnaire.make import Forms, make_forms

__all__ = ["Advice", "Forms", "advise", "make_forms"]
