import re
from pathlib import Path
from typing import Any

import pytest

from period_sync.adapters.cloudwatch_figures import NAMESPACE, CloudWatchMeter
from period_sync.application.ports import Figure
from tests.support.cloud import template

ROOT = Path(__file__).parents[2]
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text()
RESOURCES: dict[str, dict[str, Any]] = template()["Resources"]
ALARMS = {
    name: resource["Properties"]
    for name, resource in RESOURCES.items()
    if resource["Type"] == "AWS::CloudWatch::Alarm"
}
PREFIX = "period-sync-${Stage}-"
TOPIC = {"Ref": "AlarmTopic"}
MINUTES = {"Unknown": 20, "NoProgress": 30, "Unmailed": 10, "Waiting": 15}


def title(alarm: dict[str, Any]) -> str:
    full: str = alarm["AlarmName"]["Fn::Sub"]
    assert full.startswith(PREFIX)
    return full.removeprefix(PREFIX)


def of_type(kind: str) -> set[str]:
    return {name for name, resource in RESOURCES.items() if resource["Type"] == kind}


def watched(metric: str) -> dict[str, dict[str, Any]]:
    """The alarms on a metric, by what tells it apart."""
    found = {}
    for alarm in ALARMS.values():
        if alarm["MetricName"] == metric:
            [dimension] = alarm["Dimensions"]
            value = dimension["Value"]
            name = value["Ref"] if "Ref" in value else value["Fn::GetAtt"][0]
            found[f"{dimension['Name']}={name}"] = alarm
    return found


def published() -> dict[str, list[dict[str, str]]]:
    """What the sweeper publishes: the dimensions of each metric."""
    sent: list[Any] = []

    class Client:
        def put_metric_data(self, **given: Any) -> None:
            assert given["Namespace"] == NAMESPACE
            sent.extend(given["MetricData"])

    CloudWatchMeter(Client(), "prod").publish(dict.fromkeys(Figure, 0.0))
    return {datum["MetricName"]: datum["Dimensions"] for datum in sent}


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_tells_somebody_and_says_where_to_read_on(name: str) -> None:
    alarm = ALARMS[name]
    assert alarm["AlarmActions"] == [TOPIC]
    assert alarm.get("OKActions", [TOPIC]) == [TOPIC]
    assert alarm["AlarmDescription"].endswith(f" docs/runbook.md#{title(alarm)}")
    assert alarm["Period"] == {"Ref": "AlarmPeriodSeconds"}


def test_the_runbook_has_a_section_for_each_alarm_and_no_other() -> None:
    assert re.findall(r"^## (.+)$", RUNBOOK, re.MULTILINE) == [
        title(alarm) for alarm in ALARMS.values()
    ]


@pytest.mark.parametrize("section", RUNBOOK.split("\n## ")[1:])
def test_a_section_answers_the_four_questions(section: str) -> None:
    asked = re.findall(r"^- \*\*(.+?)\*\*", section, re.MULTILINE)
    assert asked == ["Is money at risk?", "Can it wait?", "One command:", "Whom to tell:"]
    [command] = re.findall(r"```\n(.+?)\n```", section, re.DOTALL)
    assert command.startswith("python -m period_sync.operate ")
    assert "\n" not in command


def test_whoever_is_woken_by_money_is_told_so_by_the_name() -> None:
    for alarm in ALARMS.values():
        says_so = alarm["AlarmDescription"].startswith("MONEY")
        assert title(alarm).startswith("money-") == says_so


def test_figures_of_the_sweeper_are_looked_for_where_it_publishes_them() -> None:
    ours = [alarm for alarm in ALARMS.values() if alarm["Namespace"] == NAMESPACE]
    assert {alarm["MetricName"] for alarm in ours} == set(published())
    assert len(ours) == len(published())
    for alarm in ours:
        assert alarm["Dimensions"] == [{"Name": "Stage", "Value": {"Ref": "Stage"}}]
        assert published()[alarm["MetricName"]] == [{"Name": "Stage", "Value": "prod"}]
    variables = template()["Globals"]["Function"]["Environment"]["Variables"]
    assert variables["STAGE"] == {"Ref": "Stage"}


def test_a_gap_in_the_figures_mends_nothing_and_is_an_alarm_of_its_own() -> None:
    for alarm in ALARMS.values():
        if alarm["Namespace"] != NAMESPACE:
            continue
        silent = alarm["MetricName"] == Figure.HINTS_SENT
        assert alarm["TreatMissingData"] == ("breaching" if silent else "ignore")
        if silent:
            assert (alarm["Statistic"], alarm["Threshold"]) == ("SampleCount", 1)
            assert alarm["ComparisonOperator"] == "LessThanThreshold"
            assert alarm["EvaluationPeriods"] == 5
        else:
            assert (alarm["Statistic"], alarm["EvaluationPeriods"]) == ("Maximum", 1)


def test_every_dead_letter_queue_has_an_alarm_that_lasts_while_anything_lies_there() -> None:
    dead = {name for name in of_type("AWS::SQS::Queue") if name.endswith("DeadLetterQueue")}
    alarms = watched("ApproximateNumberOfMessagesVisible")
    assert set(alarms) == {f"QueueName={name}" for name in dead}
    assert len(dead) == 4
    for alarm in alarms.values():
        assert (alarm["Statistic"], alarm["Threshold"]) == ("Maximum", 0)
        # SQS stops counting a queue that nobody has used for six hours.
        assert alarm["TreatMissingData"] == "ignore"


def test_every_queue_that_feeds_a_function_has_an_alarm_on_its_oldest_message() -> None:
    feeding = {name for name in of_type("AWS::SQS::Queue") if not name.endswith("DeadLetterQueue")}
    alarms = watched("ApproximateAgeOfOldestMessage")
    assert set(alarms) == {f"QueueName={name}" for name in feeding}


@pytest.mark.parametrize("metric", ["Errors", "Throttles"])
def test_every_function_has_an_alarm_on_what_lambda_counts_against_it(metric: str) -> None:
    alarms = watched(metric)
    functions = of_type("AWS::Serverless::Function")
    assert set(alarms) == {f"FunctionName={name}" for name in functions}
    for alarm in alarms.values():
        assert alarm["Namespace"] == "AWS/Lambda"
        assert (alarm["Statistic"], alarm["Threshold"]) == ("Sum", 0)
        assert (alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"]) == (1, 5)


def test_the_waits_are_those_of_the_design() -> None:
    parameters = template()["Parameters"]
    for name, minutes in MINUTES.items():
        assert parameters[f"{name}AlarmSeconds"]["Default"] == minutes * 60
    assert parameters["AlarmPeriodSeconds"]["Default"] == 60
    used = [a["Threshold"]["Ref"] for a in ALARMS.values() if isinstance(a["Threshold"], dict)]
    assert set(used) == {f"{name}AlarmSeconds" for name in MINUTES}


def test_cloudwatch_may_publish_to_the_topic_and_mail_follows_where_an_address_is_given() -> None:
    assert "KmsMasterKeyId" not in RESOURCES["AlarmTopic"].get("Properties", {})
    mail = RESOURCES["AlarmMail"]
    assert mail["Condition"] == "AlarmByMail"
    assert mail["Properties"]["Endpoint"] == {"Ref": "AlarmEmail"}
