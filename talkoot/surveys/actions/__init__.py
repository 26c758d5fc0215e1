"""Every write of surveys: rounds, answers, forms and what is read of the answers."""

from talkoot.surveys.actions.answers import answer as answer
from talkoot.surveys.actions.opening import open_round as open_round
from talkoot.surveys.actions.opening import send_batch as send_batch
from talkoot.surveys.actions.reminding import remind as remind
from talkoot.surveys.actions.reminding import remind_now as remind_now
from talkoot.surveys.actions.rounds import close_round as close_round
from talkoot.surveys.actions.rounds import delete_round as delete_round
from talkoot.surveys.actions.rounds import extend_round as extend_round
from talkoot.surveys.actions.rounds import plan_round as plan_round
from talkoot.surveys.actions.rounds import schedule_round as schedule_round
