"""Every write of surveys: rounds, answers, forms and what is read of the answers."""

from talkoot.surveys.actions.answers import answer as answer
from talkoot.surveys.actions.rounds import close_round as close_round
from talkoot.surveys.actions.rounds import open_round as open_round
from talkoot.surveys.actions.rounds import plan_round as plan_round
from talkoot.surveys.actions.rounds import remind as remind
from talkoot.surveys.actions.rounds import schedule_round as schedule_round
