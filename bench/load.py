"""Load: wrk on one thread, 16 connections, the two hundred requests in turn."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.questions import Question

CONNECTIONS = 16
_LUA = """
local bodies = {%s}
local tokens = {%s}
local n = 0
local requests = {}
init = function(args)
  for i = 1, #bodies do
    requests[i] = wrk.format("POST", "/graphql", {["Content-Type"] = "application/json",
      ["Authorization"] = "Bearer " .. tokens[i]}, bodies[i])
  end
end
request = function() n = n %% #requests + 1; return requests[n] end
done = function(summary, latency, r)
  local e = summary.errors
  io.write(string.format('\\nRESULT {"requests": %%d, "us": %%d, "p50": %%d, "p99": %%d, "bad": %%d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.status + e.read + e.write + e.timeout + e.connect))
end
"""


class LoadFailed(Exception):
    """The server answered something else than 200, or nothing."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a round came to; times in milliseconds."""

    per_second: float
    p50: float
    p99: float


def wrk_is_there() -> bool:
    """Whether the load generator is installed."""
    return shutil.which("wrk") is not None


def write_script(question: Question, folder: Path, *, of: str) -> Path:
    """The rotation of a question's requests as a script for wrk."""
    bodies = ", ".join(f"[==[{question.body(asked)}]==]" for asked in question.requests)
    tokens = ", ".join(f'"{asked.token}"' for asked in question.requests)
    script = folder / f"{of.replace(chr(32), chr(45))}-{question.name}.lua"
    script.write_text(_LUA % (bodies, tokens))
    return script


def run_wrk(url: str, script: Path, *, seconds: float) -> Load:
    """One round against one server. LoadFailed when any answer was not a 2xx."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "--timeout", "20s", "-s", str(script), url]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.search(r"RESULT (\{.*\})", told)
    if not found:
        raise LoadFailed(f"wrk told nothing about {url}:\n{told}")
    figures = json.loads(found[1])
    if figures["bad"] or not figures["requests"]:
        raise LoadFailed(f"{figures['bad']} of {figures['requests']} requests to {url} failed")
    return Load(figures["requests"] / figures["us"] * 1e6, figures["p50"] / 1000, figures["p99"] / 1000)
