"""S3, SNS, SES and Secrets Manager, as the adapters use them, alike on every stand-in."""

import json

import pytest
from botocore.exceptions import ClientError

from period_sync.adapters.s3_objects import S3Objects
from period_sync.adapters.secrets import SecretsManagerSecrets, SecretsManagerStore, secret_name
from period_sync.adapters.ses_mail import SesMailer
from period_sync.adapters.sns_results import SnsResults
from period_sync.application.ports import Mail, Secret
from period_sync.domain.errors import ConfigurationError, Conflict, ImpossibleState
from period_sync.domain.sync import StoredObject
from tests.stand_ins.clouds import SENDER, OnMinistack, StandIn
from tests.support.clock import SetClock


def test_an_object_is_created_once(cloud: StandIn) -> None:
    bucket = cloud.bucket()
    objects = S3Objects(cloud.s3, bucket)
    stored = objects.put("tenants/halcyon/plan.json", b"plan")
    assert objects.put("tenants/halcyon/plan.json", b"plan") == stored
    with pytest.raises(Conflict):
        objects.put("tenants/halcyon/plan.json", b"another plan")

    assert objects.get(stored) == b"plan"
    assert cloud.versions(bucket, stored.key) == [b"plan"]


def test_an_object_that_was_changed_or_is_missing_is_told(cloud: StandIn) -> None:
    bucket = cloud.bucket()
    objects = S3Objects(cloud.s3, bucket)
    stored = objects.put("tenants/halcyon/a.json", b"a")
    cloud.s3.put_object(Bucket=bucket, Key=stored.key, Body=b"b")
    with pytest.raises(ImpossibleState):
        objects.get(stored)
    assert cloud.versions(bucket, stored.key) == [b"a", b"b"]
    with pytest.raises(ImpossibleState) as error:
        objects.get(StoredObject("tenants/halcyon/none.json", "0" * 64))

    said = error.value.__cause__
    assert isinstance(said, ClientError)
    assert said.response["Error"]["Code"] == "NoSuchKey"


def test_create_only_is_refused_with_its_code(cloud: StandIn) -> None:
    bucket = cloud.bucket()
    cloud.s3.put_object(Bucket=bucket, Key="k", Body=b"", IfNoneMatch="*")
    with pytest.raises(ClientError) as error:
        cloud.s3.put_object(Bucket=bucket, Key="k", Body=b"", IfNoneMatch="*")

    assert error.value.response["Error"]["Code"] == "PreconditionFailed"


def test_a_result_comes_raw_into_the_queue_each_time_it_is_published(cloud: StandIn) -> None:
    queue = cloud.queue(fifo=False)
    results = SnsResults(cloud.sns, cloud.topic(queue))
    for _ in range(2):
        results.publish("halcyon", "halcyon-1", 1, "COMPLETED", "correlation")
    bodies = []
    while (message := cloud.receive(queue.url)) is not None:
        bodies.append(json.loads(message["Body"]))

    expected = {"version": 1, "tenant": "halcyon", "sync_id": "halcyon-1", "result_no": 1}
    assert bodies == [expected | {"correlation_id": "correlation"}] * 2


def test_a_mail_goes_out_each_time_it_is_sent(cloud: StandIn) -> None:
    mailer = SesMailer(cloud.sesv2, SENDER, "set")
    anna = "anna@halcyon.example"
    mail = Mail(anna, "Grüße aus Köln", "Text ✓", "<p>Text ✓</p>")
    assert mailer.send(mail) != mailer.send(mail)

    assert cloud.mails_to(anna) == [(mail.subject, mail.text)] * 2


def test_a_mail_from_an_unknown_sender_is_refused(cloud: StandIn) -> None:
    with pytest.raises(ClientError) as error:
        SesMailer(cloud.sesv2, "else@elsewhere.example", "set").send(
            Mail("a@b.example", "s", "t", "h")
        )

    assert error.value.response["Error"]["Code"] == "MessageRejected"


def test_a_secret_has_versions_of_which_the_newest_counts(cloud: StandIn) -> None:
    clock = SetClock()
    secrets = SecretsManagerSecrets(cloud.secrets, "stand-ins", clock)
    with pytest.raises(ConfigurationError):
        secrets.netsuite_secret("halcyon", "main")
    name = secret_name("stand-ins", "halcyon", "main")
    cloud.secrets.create_secret(Name=name, SecretString='{"token_id": "one"}')
    first = secrets.netsuite_secret("halcyon", "main")
    cloud.secrets.put_secret_value(SecretId=name, SecretString='{"token_id": "two"}')
    assert secrets.netsuite_secret("halcyon", "main") == first
    second = secrets.netsuite_secret("halcyon", "main", fresh=True)

    assert (first.value, second.value) == ({"token_id": "one"}, {"token_id": "two"})
    assert first.version != second.version
    before = cloud.secrets.get_secret_value(SecretId=name, VersionStage="AWSPREVIOUS")
    assert (before["VersionId"], before["SecretString"]) == (first.version, '{"token_id": "one"}')
    with pytest.raises(ClientError) as error:
        cloud.secrets.get_secret_value(SecretId=name, VersionStage="NOBODYS")
    assert error.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_a_later_secret_lies_beside_the_one_in_use_until_it_is_taken_into_use(
    ministack: OnMinistack,
) -> None:
    place = ("halcyon", "beside")
    store = SecretsManagerStore(ministack.secrets, "stand-ins")
    secrets = SecretsManagerSecrets(ministack.secrets, "stand-ins", SetClock())
    first, is_first = store.add(*place, {"token_id": "one"})
    second, third = (store.add(*place, {"token_id": text})[0] for text in ("two", "three"))

    assert is_first
    assert secrets.netsuite_secret(*place, fresh=True) == Secret({"token_id": "one"}, first)
    assert secrets.new_secret(*place, third) == Secret({"token_id": "three"}, third)
    for _ in range(2):
        secrets.take_into_use(*place, third)
        assert secrets.netsuite_secret(*place).version == third
    assert second != third
    for _ in range(2):
        store.delete_later(*place)
    with pytest.raises(ConfigurationError):
        secrets.netsuite_secret(*place, fresh=True)
    store.delete_later("halcyon", "never-made")


def test_no_secret_is_made_twice_or_changed_before_it_is_there(cloud: StandIn) -> None:
    cloud.secrets.create_secret(Name="made-once", SecretString="a")
    with pytest.raises(cloud.secrets.exceptions.ResourceExistsException):
        cloud.secrets.create_secret(Name="made-once", SecretString="b")
    with pytest.raises(ClientError) as error:
        cloud.secrets.put_secret_value(SecretId="never-made", SecretString="b")

    assert error.value.response["Error"]["Code"] == "ResourceNotFoundException"
