"""SQS in memory: FIFO groups in order, deduplication, visibility, receive counts, dead letters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from simulation import aws_errors
from simulation.boundaries import Boundaries, Effect
from simulation.strikes import IN_AWS, Kind

DEDUPLICATION_MS = 5 * 60 * 1000
_IN_SENDS = IN_AWS | {Kind.REPEATED}


@dataclass(slots=True)
class Message:
    """A message that lies in a queue; in flight while it was received and is not visible."""

    message_id: str
    body: str
    visible_ms: int
    group: str | None = None
    receives: int = 0
    is_deleted: bool = False


@dataclass
class Queue:
    """One queue. `swallowed` holds what deduplication dropped although it was no repeat."""

    url: str
    visibility_ms: int = 30_000
    receives_max: int | None = None
    dead: "Queue | None" = None
    messages: list[Message] = field(default_factory=list)
    recent: dict[str, tuple[int, Message]] = field(default_factory=dict)
    swallowed: list[str] = field(default_factory=list)

    @property
    def is_fifo(self) -> bool:
        """Whether messages of a group come in order, one at a time."""
        return self.url.endswith(".fifo")

    def receive(self, now_ms: int) -> Message | None:
        """Take the next message; one that was received too often goes to the dead letters."""
        for message in self._deliverable(now_ms):
            if self.receives_max is not None and message.receives >= self.receives_max:
                self.messages.remove(message)
                if self.dead is not None:
                    self.dead.messages.append(replace(message, receives=0, visible_ms=now_ms))
                return self.receive(now_ms)
            message.receives += 1
            message.visible_ms = now_ms + self.visibility_ms
            return message
        return None

    def _deliverable(self, now_ms: int) -> Iterator[Message]:
        blocked: set[str | None] = set()
        for message in list(self.messages):
            if self.is_fifo and message.group in blocked:
                continue
            blocked.add(message.group)
            if message.visible_ms <= now_ms:
                yield message

    def next_ms(self) -> int | None:
        """When the next message can be received."""
        first: dict[str | None, int] = {}
        for message in self.messages:
            if self.is_fifo:
                first.setdefault(message.group, message.visible_ms)
            else:
                first[message.message_id] = message.visible_ms
        return min(first.values(), default=None)

    def waiting(self, now_ms: int) -> int:
        """Count what can be received, or could but for its group."""
        return sum(message.visible_ms <= now_ms for message in self.messages)

    def delete(self, message: Message, receives: int) -> None:
        """Delete a message, if it is still there and was not handed out again since.

        Whoever holds an older receipt than the newest deletes nothing.
        """
        if message.receives == receives and message in self.messages:
            message.is_deleted = True
            self.messages.remove(message)


class Queues:
    """All queues, by address."""

    def __init__(self, *queues: Queue) -> None:
        self.by_url = {queue.url: queue for queue in queues}
        self.counter = 0

    def send(self, url: str, now_ms: int, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Put a message into a queue, unless it repeats one of the last five minutes."""
        queue = self.by_url[url]
        self.counter += 1
        message_id = f"message-{self.counter}"
        body: str = asked["MessageBody"]
        if queue.is_fifo:
            mark = asked["MessageDeduplicationId"]
            until, first = queue.recent.get(mark, (-1, None))
            if first is not None and now_ms < until:
                if first.body != body:
                    queue.swallowed.append(body)
                return {"MessageId": first.message_id}
        visible_ms = now_ms + int(asked.get("DelaySeconds", 0)) * 1000
        message = Message(message_id, body, visible_ms, asked.get("MessageGroupId"))
        queue.messages.append(message)
        if queue.is_fifo:
            queue.recent[asked["MessageDeduplicationId"]] = (now_ms + DEDUPLICATION_MS, message)
        return {"MessageId": message_id}

    def move(self, source: str, destination: str, now_ms: int) -> int:
        """Move dead letters back; they count as new messages."""
        letters, target = self.by_url[source], self.by_url[destination]
        moved = 0
        for message in letters.messages[:]:
            if message.visible_ms > now_ms:
                continue
            letters.messages.remove(message)
            self.counter += 1
            target.messages.append(
                Message(f"message-{self.counter}", message.body, now_ms, message.group)
            )
            moved += 1
        return moved


class Sqs:
    """Stands where boto3's SQS client does."""

    def __init__(self, boundaries: Boundaries, queues: Queues) -> None:
        self._boundaries = boundaries
        self.queues = queues

    def send_message(self, QueueUrl: str, **asked: Any) -> dict[str, Any]:
        """Send a message."""

        def effect() -> dict[str, Any]:
            return self.queues.send(QueueUrl, self._boundaries.clock.ms, asked)

        detail = f"{QueueUrl} {asked['MessageBody'][:200]}"
        return self._cross("SendMessage", detail, effect, _IN_SENDS)

    def receive_message(
        self,
        QueueUrl: str,
        MaxNumberOfMessages: int = 1,
        **asked: Any,
    ) -> dict[str, Any]:
        """Receive up to so many messages."""
        del asked

        def effect() -> dict[str, Any]:
            queue = self.queues.by_url[QueueUrl]
            found: list[dict[str, Any]] = []
            while len(found) < MaxNumberOfMessages:
                message = queue.receive(self._boundaries.clock.ms)
                if message is None:
                    break
                found.append(_shown(message))
            return {"Messages": found} if found else {}

        return self._cross("ReceiveMessage", QueueUrl, effect)

    def delete_message(self, QueueUrl: str, ReceiptHandle: str) -> dict[str, Any]:
        """Delete a message that was received."""

        def effect() -> dict[str, Any]:
            queue = self.queues.by_url[QueueUrl]
            message_id, _, receives = ReceiptHandle.rpartition("/")
            for message in queue.messages[:]:
                if message.message_id == message_id:
                    queue.delete(message, int(receives))
            return {}

        return self._cross("DeleteMessage", QueueUrl, effect)

    def get_queue_attributes(
        self,
        QueueUrl: str,
        AttributeNames: list[str],
    ) -> dict[str, Any]:
        """Say where a queue is and how much it holds."""
        del AttributeNames
        count = str(self.queues.by_url[QueueUrl].waiting(self._boundaries.clock.ms))
        return {"Attributes": {"QueueArn": QueueUrl, "ApproximateNumberOfMessages": count}}

    def start_message_move_task(
        self,
        SourceArn: str,
        DestinationArn: str,
    ) -> dict[str, Any]:
        """Move all messages from one queue to another."""
        self.queues.move(SourceArn, DestinationArn, self._boundaries.clock.ms)
        return {"TaskHandle": "task"}

    def _cross(
        self,
        operation: str,
        detail: str,
        effect: Effect[dict[str, Any]],
        offers: frozenset[Kind] = IN_AWS,
    ) -> dict[str, Any]:
        fail = aws_errors.failing(operation)
        return self._boundaries.cross(f"sqs.{operation}", detail, offers, fail, effect)


def _shown(message: Message) -> dict[str, Any]:
    attributes = {"ApproximateReceiveCount": str(message.receives)}
    if message.group is not None:
        attributes["MessageGroupId"] = message.group
    return {
        "MessageId": message.message_id,
        "ReceiptHandle": f"{message.message_id}/{message.receives}",
        "Body": message.body,
        "Attributes": attributes,
    }
