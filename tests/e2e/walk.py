"""Walks through a site as a script of somebody's would: tests/e2e/python-client.test.ts starts it."""

import http.server
import json
import sys
import threading

sys.path.insert(0, "clients/python")
from circuit_commons import CircuitCommons, CommonsError  # noqa: E402

address, key = sys.argv[1:3]
commons = CircuitCommons(address, key=key)
guest = CircuitCommons(address)
seen = {"repr": repr(commons)}


def refused(ask):
    try:
        ask()
    except CommonsError as error:
        return [error.status, error.code, str(error)]
    raise AssertionError("it was not refused")


text = "When Mary and John went to the shop, John gave a book to"
run = commons.runs.run_with_saes("storybook-4l", text)
last = len(run["tokens"]) - 1
seen["text"] = run["text"]
acts = commons.runs.feature_acts(run["id"], last)
seen["firing"] = len(acts["features"])
seen["specific"] = sorted(commons.runs.specific_features(run["id"], [last, last - 1]))
seen["again"] = commons.runs.ask("storybook-4l", text)["id"] == run["id"]
seen["counted"] = commons.models.to_tokens("storybook-4l", text)
seen["found"] = commons.call("GET", "/features", query={"model": "storybook-4l", "q": "3.566"})["meant"] is not None

token = acts["predictions"][0]["id"]
target = "logit.%d@%d" % (token, last)
circuit = commons.circuits.trace(run["id"], target, threshold=0.05)
graph = commons.circuits.graph(circuit["id"])
seen["nodes"] = [len(graph["nodes"]), circuit["nodeCount"]]
seen["verified"] = commons.circuits.verify(circuit["id"])["status"]
seen["checked"] = commons.circuits.check(circuit["id"], frozen=True)["status"]
seen["table"] = commons.circuits.table(circuit["id"]).split(b"\n")[0].decode()

for name in ("One", "Two", "Three"):
    commons.circuits.save_view(circuit["id"], name, "")
paged = list(commons.pages("/circuits/{id}/views", {"limit": 1}, id=circuit["id"]))
seen["views"] = sorted(view["name"] for view in paged)

draft = commons.findings.draft(circuit["id"], "Written by a script", "A **draft**.", ["names"])
kept = commons.findings.keep_draft(draft["id"], 1, "Written twice", "A longer draft.")
seen["draft"] = [commons.findings.get(draft["id"])["title"], kept["revision"]]
seen["conflict"] = refused(lambda: commons.findings.keep_draft(draft["id"], 1, "Stale"))[:2]
seen["hidden"] = refused(lambda: guest.findings.get(draft["id"]))[0]
seen["publish"] = refused(lambda: commons.findings.publish(draft["id"]))
seen["wrong"] = refused(lambda: CircuitCommons(address, key="cck_" + "0" * 46).search("cat"))
seen["listed"] = draft["id"] in [each["id"] for each in commons.findings.find()]

for bad in (lambda: CircuitCommons("http://commons.example", key=key), lambda: commons.runs.get("..")):
    try:
        bad()
        raise AssertionError("it was not refused")
    except ValueError:
        pass


class Thief(http.server.BaseHTTPRequestHandler):
    """Leads elsewhere, and notes what keys come along."""

    keys = []

    def do_GET(self):
        Thief.keys.append(self.path)
        self.send_response(302)
        self.send_header("location", "/stolen")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Thief)
threading.Thread(target=server.serve_forever, daemon=True).start()
seen["led"] = refused(CircuitCommons("http://127.0.0.1:%d" % server.server_port, key=key).api_document)[0]
seen["followed"] = "/stolen" in Thief.keys
print(json.dumps(seen))
