"""Handing spans over as OTLP/HTTP in its JSON encoding (opentelemetry-proto 1.x): no further package is needed."""

import json
import logging
import urllib.request
from collections.abc import Sequence
from typing import Any

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import format_span_id, format_trace_id

log = logging.getLogger("smoall.tracing")
TIMEOUT_SECONDS = 5
PATH = "/v1/traces"


class JsonOverHttp(SpanExporter):
    """Posts batches to ``endpoint``/v1/traces; a batch that is not taken is dropped, and the log says so."""

    def __init__(self, endpoint: str) -> None:
        self._url = endpoint + PATH

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send one batch."""
        body = json.dumps(as_otlp(spans)).encode()
        request = urllib.request.Request(  # noqa: S310 - http(s), by the kind of its setting
            self._url, data=body, headers={"content-type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
                return SpanExportResult.SUCCESS
        except OSError as error:
            log.warning("spans were not taken", extra={"spans": len(spans), "error": type(error).__name__})
            return SpanExportResult.FAILURE


def as_otlp(spans: Sequence[ReadableSpan]) -> dict[str, Any]:
    """An ExportTraceServiceRequest as JSON; ids in hexadecimal, times as texts of nanoseconds."""
    resource = {"attributes": _attributes(spans[0].resource.attributes)} if spans else {}
    scope = {"scope": {"name": "smoall"}, "spans": [_span(span) for span in spans]}
    return {"resourceSpans": [{"resource": resource, "scopeSpans": [scope]}]}


def _span(span: ReadableSpan) -> dict[str, Any]:
    context = span.get_span_context()
    assert context is not None
    return {
        "traceId": format_trace_id(context.trace_id),
        "spanId": format_span_id(context.span_id),
        "parentSpanId": format_span_id(span.parent.span_id) if span.parent else "",
        "name": span.name,
        "kind": span.kind.value + 1,
        "startTimeUnixNano": str(span.start_time),
        "endTimeUnixNano": str(span.end_time),
        "attributes": _attributes(span.attributes or {}),
        "status": {},
    }


def _attributes(attributes: Any) -> list[dict[str, Any]]:
    return [{"key": key, "value": _value(value)} for key, value in attributes.items()]


def _value(value: object) -> dict[str, Any]:
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": str(value)}
        case float():
            return {"doubleValue": value}
        case _:
            return {"stringValue": str(value)}
