"""Circuit Commons from Python, with nothing but the standard library (3.9 or later).

    from circuit_commons import CircuitCommons

    commons = CircuitCommons("https://commons.example", key="cck_...")
    run = commons.runs.run_with_saes("storybook-4l", "When Mary and John went to the store, John gave a drink to")
    last = len(run["tokens"]) - 1
    features = commons.runs.feature_acts(run["id"], last)
    circuit = commons.circuits.trace(run["id"], "attn.3.566@%d" % last)
    graph = commons.circuits.graph(circuit["id"])

Without a key it asks as a guest does. Answers are what `/docs/api` says, as dictionaries and lists; files and pictures
are bytes. A refusal raises `CommonsError`, whose text is the site's own sentence. Copy the file to where it is needed.
"""

import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

__all__ = ["CircuitCommons", "CommonsError", "ComputationFailed"]


class CommonsError(Exception):
    """What the site refuses with (a problem of RFC 9457). `status` is 0 where it did not answer at all."""

    def __init__(self, message, status=0, code="", request_id="", fields=None, retry_after=None):
        super().__init__(message)
        self.status = status
        self.code = code
        self.request_id = request_id
        #: The fields that were wrong, by dotted path, each with what to change.
        self.fields = fields or {}
        #: Seconds after which it may be tried again, where the site says so.
        self.retry_after = retry_after


class ComputationFailed(CommonsError):
    """What a worker could not compute, or somebody stopped; the text says why."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The standard one would send the key along, to whichever host it is led to."""

    def redirect_request(self, *_):
        return None


class CircuitCommons:
    """A site, at its address, asked in the name of whoever the key belongs to; as a guest without one."""

    def __init__(self, address, key=None, timeout=30):
        parts = urllib.parse.urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("The address of a site is as https://commons.example.")
        if key and parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError("A key is sent over https alone, but for a site on this machine.")
        self._root = "%s://%s/api/v1" % (parts.scheme, parts.netloc)
        self._key = key
        self._timeout = timeout
        self._opener = urllib.request.build_opener(_NoRedirects)
        self.runs = Runs(self)
        self.circuits = Circuits(self)
        self.features = Features(self)
        self.findings = Findings(self)
        self.imports = Imports(self)
        self.models = Models(self)
        self.bundles = Bundles(self)
        self.people = People(self)
        self.feeds = Feeds(self)
        self.collections = Collections(self)
        self.families = Families(self)
        self.evaluations = Evaluations(self)
        self.experiments = Experiments(self)
        self.projects = Projects(self)
        self.bounties = Bounties(self)
        self.entries = Entries(self)
        self.searches = Searches(self)
        self.webhooks = Webhooks(self)
        self.wanted = Wanted(self)
        self.conversations = Conversations(self)
        self.watching = Watching(self)

    def __repr__(self):
        return "CircuitCommons(%r%s)" % (self._root, ", key=..." if self._key else "")

    def search(self, q, **query):
        """What is found of these words in all that is public, by kind."""
        return self.call("GET", "/search", query=dict(query, q=q))

    def search_table(self, q, **query):
        return self.call("GET", "/search/table", query=dict(query, q=q))

    def api_document(self):
        """The site's OpenAPI document."""
        return self.call("GET", "/openapi.json")

    def oembed(self, url, **query):
        return self.call("GET", "/oembed", query=dict(query, url=url))

    def call(self, method, path, body=None, query=None, timeout=None, **names):
        """Any route: its path as the API document has it, with the names in it; JSON of the answer, or its bytes."""
        with self._open(method, path, body, query, names, timeout) as response:
            content = response.read()
            if response.headers.get_content_type() != "application/json":
                return content or None
            return json.loads(content)

    def pages(self, path, query=None, **names):
        """Every item of a list, a page asked for when it is reached."""
        address = self._address(path, query, names)
        while address is not None:
            with self._send("GET", address) as response:
                page = json.loads(response.read())
                address = self._next(address, response.headers.get("link"))
            yield from page["items"]

    def wait(self, path, timeout=600, **names):
        """Waits until a computation is ready, by the events at its path. Raises ComputationFailed, and TimeoutError."""
        end = time.monotonic() + timeout
        while True:
            for state in self._events(path, names, end):
                if state["status"] == "ready":
                    return state
                if state["status"] == "failed":
                    raise ComputationFailed(state["failure"] or "It failed, and nothing says why.", code="failed")
            # The stream broke off, as when the site is restarted: each event is the whole state, so none was missed.
            if time.monotonic() >= end:
                raise TimeoutError("It was not ready within %s seconds; it goes on." % timeout)
            time.sleep(0.5)

    def _events(self, path, names, end):
        try:
            with self._open("GET", path, None, None, names) as response:
                for line in response:
                    if line.startswith(b"data: "):
                        yield json.loads(line[len(b"data: ") :])
                    # The site says something every few seconds, so that this is looked at.
                    if time.monotonic() >= end:
                        return
        except CommonsError as error:
            if error.status not in (0, 502, 503):
                raise
        except OSError:
            return

    def _open(self, method, path, body, query, names, timeout=None):
        return self._send(method, self._address(path, query, names), body, timeout)

    def _address(self, path, query, names):
        for name, value in names.items():
            path = path.replace("{%s}" % name, _part(value))
        sent = []
        for name, value in (query or {}).items():
            several = value if isinstance(value, (list, tuple)) else [value]
            sent += [(name, _text(each)) for each in several if each is not None]
        return self._root + path + ("?" + urllib.parse.urlencode(sent) if sent else "")

    def _next(self, address, link):
        """Where the header `link` says that the next page is; the key goes nowhere else than to the site itself."""
        for target, parameters in re.findall(r"<([^>]*)>([^,<]*)", link or ""):
            if re.search(r';\s*rel="?next"?\s*(;|$)', parameters):
                found = urllib.parse.urljoin(address, target)
                if found.startswith(self._root + "/"):
                    return found
                raise CommonsError("The next page would be at another site.")
        return None

    def _send(self, method, address, body=None, timeout=None):
        headers = {"accept": "*/*", "user-agent": "circuit_commons.py"}
        data = None
        if isinstance(body, bytes):
            data, headers["content-type"] = body, "application/octet-stream"
        elif body is not None:
            data, headers["content-type"] = json.dumps(body).encode(), "application/json"
        if self._key:
            headers["authorization"] = "Bearer " + self._key
        # With an idempotency key a change whose answer was lost is asked for again and made once.
        is_change = self._key is not None and method != "GET"
        if is_change:
            headers["idempotency-key"] = str(uuid.uuid4())
        request = urllib.request.Request(address, data=data, headers=headers, method=method)
        tries = 4 if is_change else 1
        for left in reversed(range(tries)):
            try:
                return self._opener.open(request, timeout=timeout or self._timeout)
            except urllib.error.HTTPError as error:
                with error:
                    refusal = _refusal(error)
                # What was asked for before the answer was lost is still under way.
                is_under_way = refusal.status == 409 and refusal.retry_after is not None
                if left == 0 or left == tries - 1 or not is_under_way:
                    raise refusal from None
            except OSError as error:
                if left == 0:
                    raise CommonsError("The site did not answer: %s." % error) from error
            time.sleep(1)


class _Noun:
    def __init__(self, commons):
        self._commons = commons

    def _call(self, method, path, body=None, query=None, **names):
        return self._commons.call(method, path, body, query, **names)

    def _pages(self, path, query=None, **names):
        return self._commons.pages(path, query, **names)

    def _wait(self, path, timeout, **names):
        return self._commons.wait(path, timeout, **names)


class Runs(_Noun):
    """Texts through a model, with the features that fire."""

    def run_with_saes(self, model, text, sets=None, timeout=600, as_written=False):
        """Runs a text, waits, and gives the run with its tokens. What was asked before is there at once.

        With as_written no beginning-of-text token is put in front of a text that brings its own.
        """
        run_id = self.ask(model, text, sets, as_written)["id"]
        self.wait(run_id, timeout)
        return self.get(run_id)

    def ask(self, model, text, sets=None, as_written=False):
        body = {"model": model, "text": text}
        if as_written:
            body["asWritten"] = True
        return self._call("POST", "/runs", dict(body, sets=sets) if sets else body)

    def wait(self, id, timeout=600):
        return self._wait("/runs/{id}/events", timeout, id=id)

    def get(self, id):
        return self._call("GET", "/runs/{id}", id=id)

    def feature_acts(self, id, position):
        """The features that fire at a position, with their activations, and the best next tokens."""
        return self._call("GET", "/runs/{id}/positions/{position}", id=id, position=position)

    def feature_acts_table(self, id, position, format="csv"):
        return self._call(
            "GET", "/runs/{id}/positions/{position}/table", query={"format": format}, id=id, position=position
        )

    def specific_features(self, id, positions):
        """The features that fire at these positions of a finished run most, and elsewhere least."""
        return self._call("GET", "/runs/{id}/specific-features", query={"at": list(positions)}, id=id)

    def attention_score(self, id, layer, head, query, key, timeout=600):
        """Why a head looks from one position (query) to another (key)."""
        body = {"layer": layer, "head": head, "query": query, "key": key}
        score = self._call("POST", "/runs/{id}/attention-scores", body, id=id)["id"]
        self._wait("/runs/{id}/attention-scores/{scoreId}/events", timeout, id=id, scoreId=score)
        return self._call("GET", "/runs/{id}/attention-scores/{scoreId}", id=id, scoreId=score)

    def cancel_attention_score(self, id, score_id):
        return self._call("POST", "/runs/{id}/attention-scores/{scoreId}/cancel", id=id, scoreId=score_id)

    def cancel(self, id):
        return self._call("POST", "/runs/{id}/cancel", id=id)

    def retry(self, id):
        return self._call("POST", "/runs/{id}/retry", id=id)

    def preview(self, id):
        return self._call("GET", "/runs/{id}/preview", id=id)


class Circuits(_Noun):
    """Questions about a run's targets, and the graphs that answer them."""

    def trace(self, run_id, target, timeout=600, **question):
        """Traces a target (attn.3.566@9, logit.11@9), waits, and gives the circuit. `threshold` and others as in /docs/api."""
        circuit = self.ask(run_id, target, **question)["id"]
        self.wait(circuit, timeout)
        return self.get(circuit)

    def ask(self, run_id, target, **question):
        return self._call("POST", "/circuits", dict(question, runId=run_id, target=target))

    def wait(self, id, timeout=600):
        return self._wait("/circuits/{id}/events", timeout, id=id)

    def get(self, id):
        return self._call("GET", "/circuits/{id}", id=id)

    def graph(self, id):
        """The whole document, nodes and edges (docs/formats.md)."""
        return self._call("GET", "/circuits/{id}/graph", id=id)

    def table(self, id, format="csv"):
        return self._call("GET", "/circuits/{id}/table", query={"format": format}, id=id)

    def attribution_graph(self, id, **query):
        return self._call("GET", "/circuits/{id}/attribution-graph", query=query, id=id)

    def figure(self, id, **query):
        return self._call("GET", "/circuits/{id}/figure", query=query, id=id)

    def preview(self, id):
        return self._call("GET", "/circuits/{id}/preview", id=id)

    def alike(self, id):
        return self._pages("/circuits/{id}/alike", id=id)

    def expand(self, id, node_id, timeout=600):
        """Traces one node a step further: what it gets and from whom. The site answers once it is computed."""
        return self._commons.call("POST", "/circuits/{id}/expansions", {"nodeId": node_id}, timeout=timeout, id=id)

    def wait_for_expansion(self, id, node_id, timeout=600):
        """Waits for a node that somebody else has asked for."""
        return self._wait("/circuits/{id}/expansions/{nodeId}/events", timeout, id=id, nodeId=node_id)

    def cancel_expansion(self, id, node_id):
        return self._call("POST", "/circuits/{id}/expansions/{nodeId}/cancel", id=id, nodeId=node_id)

    def check(self, id, frozen=False, timeout=600):
        """Has each feature ablated in the real model, waits, and gives the causal check."""
        check = self._call("POST", "/circuits/{id}/causal-checks", {"frozen": frozen}, id=id)["id"]
        self._wait("/circuits/{id}/causal-checks/{checkId}/events", timeout, id=id, checkId=check)
        return self._call("GET", "/circuits/{id}/causal-checks/{checkId}", id=id, checkId=check)

    def cancel_check(self, id, check_id):
        return self._call("POST", "/circuits/{id}/causal-checks/{checkId}/cancel", id=id, checkId=check_id)

    def verify(self, id, timeout=600):
        """Has the circuit computed again from its question and compared, and waits."""
        made = self._call("POST", "/circuits/{id}/verifications", id=id)["id"]
        self._wait("/circuits/{id}/verifications/{verificationId}/events", timeout, id=id, verificationId=made)
        return self._call("GET", "/circuits/{id}/verifications/{verificationId}", id=id, verificationId=made)

    def cancel_verification(self, id, verification_id):
        path = "/circuits/{id}/verifications/{verificationId}/cancel"
        return self._commons.call("POST", path, id=id, verificationId=verification_id)

    def run_with_edits(self, id, edits, frozen=False, timeout=600):
        """Runs the circuit's text with features scaled or set, and waits: what it did beside what the circuit predicts."""
        body = {"edits": edits, "frozen": frozen}
        made = self._call("POST", "/circuits/{id}/interventions", body, id=id)["id"]
        self._wait("/circuits/{id}/interventions/{interventionId}/events", timeout, id=id, interventionId=made)
        return self._call("GET", "/circuits/{id}/interventions/{interventionId}", id=id, interventionId=made)

    def cancel_run_with_edits(self, id, intervention_id):
        path = "/circuits/{id}/interventions/{interventionId}/cancel"
        return self._commons.call("POST", path, id=id, interventionId=intervention_id)

    def retrace(self, id, text):
        """Asks for what plays the target's part in another text."""
        return self._call("POST", "/circuits/{id}/retraces", {"text": text}, id=id)

    def views(self, id):
        return self._pages("/circuits/{id}/views", id=id)

    def save_view(self, id, name, state):
        return self._call("POST", "/circuits/{id}/views", {"name": name, "state": state}, id=id)

    def delete_view(self, id):
        return self._call("DELETE", "/views/{id}", id=id)

    def cancel(self, id):
        return self._call("POST", "/circuits/{id}/cancel", id=id)

    def retry(self, id):
        return self._call("POST", "/circuits/{id}/retry", id=id)


class Features(_Noun):
    """Entries of dictionaries, and what corpora show of them. `set` is the set's name as addresses have it."""

    def find(self, **query):
        return self._pages("/features", query)

    def table(self, **query):
        return self._call("GET", "/features/table", query=query)

    def get(self, model, set, layer, index, **query):
        path = "/features/{model}/{set}/{layer}/{index}"
        return self._commons.call("GET", path, query=query, model=model, set=set, layer=layer, index=index)

    def circuits(self, model, set, layer, index):
        path = "/features/{model}/{set}/{layer}/{index}/circuits"
        return self._pages(path, model=model, set=set, layer=layer, index=index)

    def labels(self, model, set, layer, index, **query):
        """What people call it, with the state of each name."""
        path = "/features/{model}/{set}/{layer}/{index}/labels"
        return self._commons.call("GET", path, query=query, model=model, set=set, layer=layer, index=index)

    def propose_label(self, model, set, layer, index, side, text, rationale="", program=None):
        """Proposes a label for the "input" or the "output" side; the site says that a program did.

        `program` says the same as a label as a program, whose score is then computed."""
        body = {"side": side, "text": text, "rationale": rationale, "program": program}
        path = "/features/{model}/{set}/{layer}/{index}/labels"
        return self._commons.call("POST", path, body, model=model, set=set, layer=layer, index=index)

    def conversations(self, model, set, layer, index):
        """What is said about a feature and its labels, what was begun last first."""
        path = "/features/{model}/{set}/{layer}/{index}/conversations"
        return self._pages(path, model=model, set=set, layer=layer, index=index)

    def start_conversation(self, model, set, layer, index, body, label=None):
        """Begins one about a feature, or about its label with this id; the site says that a program did."""
        content = {"body": body, "label": label}
        path = "/features/{model}/{set}/{layer}/{index}/conversations"
        return self._commons.call("POST", path, content, model=model, set=set, layer=layer, index=index)

    def score_program(self, model, set, layer, index, program, timeout=600):
        """How many of a feature's firings a label as a program marks, by activation, and how much else."""
        made = self._call(
            "POST", "/features/{model}/{set}/{layer}/{index}/program-scores", {"program": program},
            model=model, set=set, layer=layer, index=index,
        )["id"]
        self._wait("/program-scores/{id}/events", timeout, id=made)
        return self.program_score(made)

    def program_score(self, id):
        return self._call("GET", "/program-scores/{id}", id=id)

    def cancel_program_score(self, id):
        return self._call("POST", "/program-scores/{id}/cancel", id=id)

    def retry_program_score(self, id):
        return self._call("POST", "/program-scores/{id}/retry", id=id)

    def withdraw_label(self, id):
        return self._call("PUT", "/labels/{id}/withdrawal", id=id)

    def restore_label(self, id):
        return self._call("DELETE", "/labels/{id}/withdrawal", id=id)

    def label_history(self, id, **query):
        return self._call("GET", "/labels/{id}/history", query=query, id=id)

    def next_check(self, without=()):
        """A label to check blind that is not one's own; none of those in `without`, ids of labels. None where nothing is left."""
        query = {"without": ",".join(without)} if without else {}
        return self._call("GET", "/checks/next", query=query)["next"]

    def take_checks(self, label_id):
        """Texts to say of what the feature does there, knowing its label alone; with what was right once all are answered.

        A key has a hand of its own, apart from its owner's, which counts as a program's and decides nothing.
        """
        return self._call("POST", "/labels/{id}/checks", id=label_id)

    def answer_fires(self, check_id, says):
        """Whether the feature would fire in the text: True, False, or None where that cannot be told."""
        return self._call("PUT", "/checks/{id}", {"says": says}, id=check_id)

    def answer_raises(self, check_id, chosen):
        """Which token it would raise: its place from 0, or None where that cannot be told."""
        return self._call("PUT", "/checks/{id}", {"chosen": chosen}, id=check_id)

    def next_pinpoints(self, without=()):
        """A label, whose texts were answered, to say by at which token its feature fires most. None where nothing is left."""
        query = {"without": ",".join(without)} if without else {}
        return self._call("GET", "/pinpoints/next", query=query)["next"]

    def take_pinpoints(self, label_id):
        """Texts to say of at which token the feature fires most; with what was right once all are answered."""
        return self._call("POST", "/labels/{id}/pinpoints", id=label_id)

    def answer_pinpoint(self, check_id, position):
        """The position of that token, one of those of the text, or None where it cannot be told."""
        return self._call("PUT", "/pinpoints/{id}", {"chosen": position}, id=check_id)

    def next_intruders(self, without=()):
        """The path of a feature to say of which of five texts does not belong. None where nothing is left."""
        query = {"without": ",".join(without)} if without else {}
        found = self._call("GET", "/intruders/next", query=query)["next"]
        return found and found["feature"]

    def take_intruders(self, model, set, layer, index):
        """Questions of five texts, with no label; with what was right once all are answered."""
        path = "/features/{model}/{set}/{layer}/{index}/intruders"
        return self._commons.call("POST", path, model=model, set=set, layer=layer, index=index)

    def answer_intruder(self, question_id, place):
        """The place, from 0, of the text in which the feature does not fire. Who cannot tell guesses."""
        return self._call("PUT", "/intruders/{id}", {"chosen": place}, id=question_id)

    def preview(self, model, set, layer, index):
        path = "/features/{model}/{set}/{layer}/{index}/preview"
        return self._commons.call("GET", path, model=model, set=set, layer=layer, index=index)


class Findings(_Noun):
    """Circuits with a write-up: drafts of one's own, and what is published."""

    def find(self, **query):
        return self._pages("/findings", query)

    def table(self, **query):
        return self._call("GET", "/findings/table", query=query)

    def get(self, id):
        return self._call("GET", "/findings/{id}", id=id)

    def tier(self, id):
        """How far its circuit is shown, by rule, and what is missing for each tier that it has not."""
        return self._call("GET", "/findings/{id}/tier", id=id)

    def draft(self, circuit_id, title, body="", tags=(), state=""):
        """Begins a finding that only its author sees. Needs a key with `write`."""
        content = {"title": title, "body": body, "tags": list(tags), "state": state}
        return self._call("POST", "/findings", dict(content, circuitId=circuit_id))

    def keep_draft(self, id, revision, title, body="", tags=(), state=""):
        """Saves a draft. `revision` is the one that was read; where it is another by now, that is a conflict."""
        content = {"title": title, "body": body, "tags": list(tags), "state": state, "revision": revision}
        return self._call("PUT", "/findings/{id}/draft", content, id=id)

    def save(self, id, revision, title, body="", tags=(), state=""):
        """Saves a new revision, which of a published finding others see. Needs `publish`."""
        content = {"title": title, "body": body, "tags": list(tags), "state": state, "revision": revision}
        return self._call("PUT", "/findings/{id}", content, id=id)

    def fork(self, id):
        return self._call("POST", "/findings/{id}/forks", id=id)

    def publish(self, id, revision=None):
        return self._call("PUT", "/findings/{id}/publication", query={"revision": revision}, id=id)

    def take_back(self, id):
        return self._call("DELETE", "/findings/{id}/publication", id=id)

    def delete(self, id):
        return self._call("DELETE", "/findings/{id}", id=id)

    def version(self, id, version):
        return self._call("GET", "/findings/{id}/versions/{version}", id=id, version=version)

    def bibtex(self, id, version):
        return self._call("GET", "/findings/{id}/versions/{version}/citations/bibtex", id=id, version=version)

    def cff(self, id, version):
        return self._call("GET", "/findings/{id}/versions/{version}/citations/cff", id=id, version=version)

    def citation(self, id, version):
        return self._call("GET", "/findings/{id}/versions/{version}/citations/text", id=id, version=version)

    def file(self, id, version):
        return self._call("GET", "/findings/{id}/versions/{version}/file", id=id, version=version)

    def preview(self, id):
        return self._call("GET", "/findings/{id}/preview", id=id)

    def render(self, body):
        """A write-up's Markdown as it would be shown."""
        return self._call("POST", "/findings/previews", {"body": body})


class Imports(_Noun):
    """Circuits from files of one's own."""

    def bring(self, name, content, target=None, timeout=600):
        """Sends a file's bytes and waits until it is read."""
        made = self._call("POST", "/imports", content, {"name": name, "target": target})["id"]
        self._wait("/imports/{id}/events", timeout, id=made)
        return self.get(made)

    def get(self, id):
        return self._call("GET", "/imports/{id}", id=id)

    def graph(self, id):
        return self._call("GET", "/imports/{id}/graph", id=id)

    def figure(self, id, **query):
        return self._call("GET", "/imports/{id}/figure", query=query, id=id)

    def attribution_graph(self, id, **query):
        return self._call("GET", "/imports/{id}/attribution-graph", query=query, id=id)

    def choose_target(self, id, target):
        """Has the circuit be of another of the file's predicted tokens, as logit.TOKEN@POSITION."""
        return self._call("PUT", "/imports/{id}/target", {"target": target}, id=id)

    def compute(self, id):
        """Has the site compute the same question."""
        return self._call("POST", "/imports/{id}/circuit", id=id)

    def delete(self, id):
        return self._call("DELETE", "/imports/{id}", id=id)


class Models(_Noun):
    def to_tokens(self, model, text):
        """How many tokens a text has in a model."""
        return self._call("POST", "/models/{model}/token-counts", {"text": text}, model=model)

    def find_tokens(self, model, query):
        return self._call("GET", "/models/{model}/tokens", query={"query": query}, model=model)

    def heads_table(self, model, format="csv"):
        return self._call("GET", "/models/{model}/heads/table", query={"format": format}, model=model)

    def label_scores(self):
        """How labels score on blind checks, by who made them: people, programs, other tools."""
        return self._call("GET", "/label-scores")

    def label_scores_table(self, format="csv", before=None):
        """Of the latest labels; of older ones with the last of these as `before`."""
        return self._call("GET", "/label-scores/table", query={"format": format, "before": before})

    def labels_file(self, model, **query):
        return self._call("GET", "/models/{model}/labels", query=query, model=model)


class Conversations(_Noun):
    """What people say to one another about features and findings, each from a first comment on."""

    def about_finding(self, finding_id):
        return self._pages("/findings/{id}/conversations", id=finding_id)

    def start_about_finding(self, finding_id, body):
        return self._call("POST", "/findings/{id}/conversations", {"body": body}, id=finding_id)

    def get(self, id):
        return self._call("GET", "/conversations/{id}", id=id)

    def comments(self, id):
        return self._pages("/conversations/{id}/comments", id=id)

    def say(self, id, body):
        return self._call("POST", "/conversations/{id}/comments", {"body": body}, id=id)

    def revise(self, comment_id, body, revision):
        return self._call("PUT", "/comments/{id}", {"body": body, "revision": revision}, id=comment_id)

    def delete(self, comment_id):
        return self._call("DELETE", "/comments/{id}", id=comment_id)

    def history(self, comment_id):
        return self._call("GET", "/comments/{id}/history", id=comment_id)

    def resolve(self, id):
        return self._call("PUT", "/conversations/{id}/resolution", id=id)

    def open_again(self, id):
        return self._call("DELETE", "/conversations/{id}/resolution", id=id)


class Watching(_Noun):
    """What one wants to be told of, and what one is told."""

    def notifications(self, **query):
        return self._pages("/me/notifications", query)

    def read(self, id):
        return self._call("PUT", "/me/notifications/{id}/read", id=id)

    def unread(self, id):
        return self._call("DELETE", "/me/notifications/{id}/read", id=id)

    def read_until(self, id):
        """Says that this one and all before it are read."""
        return self._call("PUT", "/me/notifications/read", {"until": id})

    def find(self, **query):
        """What one watches, a page after the other."""
        return self._pages("/me/watches", query)

    def settings(self, **query):
        """One page of what one watches, with whether what one says something about is watched from then on."""
        return self._call("GET", "/me/watches", query=query)

    def watch_feature(self, model, set, layer, index):
        path = "/features/{model}/{set}/{layer}/{index}/watch"
        return self._commons.call("PUT", path, model=model, set=set, layer=layer, index=index)

    def leave_feature(self, model, set, layer, index):
        path = "/features/{model}/{set}/{layer}/{index}/watch"
        return self._commons.call("DELETE", path, model=model, set=set, layer=layer, index=index)

    def watch_finding(self, id):
        return self._call("PUT", "/findings/{id}/watch", id=id)

    def leave_finding(self, id):
        return self._call("DELETE", "/findings/{id}/watch", id=id)

    def watch_person(self, handle):
        return self._call("PUT", "/people/{handle}/watch", handle=handle)

    def leave_person(self, handle):
        return self._call("DELETE", "/people/{handle}/watch", handle=handle)

    def watch_bounty(self, slug):
        return self._call("PUT", "/bounties/{slug}/watch", slug=slug)

    def leave_bounty(self, slug):
        return self._call("DELETE", "/bounties/{slug}/watch", slug=slug)


class People(_Noun):
    """Whose labels are borne out, and who tells blind."""

    def leaderboards(self):
        return self._call("GET", "/people/leaderboards")


class Bundles(_Noun):
    """Everything public as Parquet files, once a day."""

    def find(self):
        return self._call("GET", "/bundles")

    def get(self, id):
        return self._call("GET", "/bundles/{id}", id=id)

    def file(self, id, file):
        return self._call("GET", "/bundles/{id}/files/{file}", id=id, file=file)


class Feeds(_Noun):
    """Atom, as bytes."""

    def findings(self, **query):
        return self._call("GET", "/feeds/findings", query=query)

    def search(self, q):
        return self._call("GET", "/feeds/search", query={"q": q})

    def person(self, handle):
        return self._call("GET", "/feeds/people/{handle}", handle=handle)

    def bounties(self):
        return self._call("GET", "/feeds/bounties")

    def collection(self, id):
        return self._call("GET", "/feeds/collections/{id}", id=id)


class Collections(_Noun):
    """Findings that somebody put together, in an order, with notes."""

    def find(self, **query):
        return self._pages("/collections", query)

    def get(self, id):
        return self._call("GET", "/collections/{id}", id=id)

    def items(self, id):
        return self._pages("/collections/{id}/items", id=id)

    def table(self, id, format="csv"):
        return self._call("GET", "/collections/{id}/table", query={"format": format}, id=id)

    def begin(self, **content):
        return self._call("POST", "/collections", content)

    def change(self, id, **content):
        return self._call("PUT", "/collections/{id}", content, id=id)

    def delete(self, id):
        return self._call("DELETE", "/collections/{id}", id=id)

    def add(self, id, **item):
        return self._call("POST", "/collections/{id}/items", item, id=id)

    def change_item(self, id, item_id, **change):
        path = "/collections/{id}/items/{itemId}"
        return self._commons.call("PATCH", path, change, id=id, itemId=item_id)

    def take_out(self, id, item_id):
        path = "/collections/{id}/items/{itemId}"
        return self._commons.call("DELETE", path, id=id, itemId=item_id)


class Families(_Noun):
    """Families of prompts: templates with slots and roles, in versions with a hash. `source` is a family's file as a text."""

    def find(self, **query):
        return self._pages("/families", query)

    def get(self, id):
        return self._call("GET", "/families/{id}", id=id)

    def versions(self, id):
        return self._call("GET", "/families/{id}/versions", id=id)

    def version(self, id, version):
        return self._call("GET", "/families/{id}/versions/{version}", id=id, version=version)

    def file(self, id, version):
        return self._call("GET", "/families/{id}/versions/{version}/file", id=id, version=version)

    def prompts(self, id, version, **query):
        """Lines of JSON, as bytes; `rule` and `seed` as the family's file has them."""
        path = "/families/{id}/versions/{version}/prompts"
        return self._commons.call("GET", path, query=query, id=id, version=version)

    def check(self, id, version, model):
        path = "/families/{id}/versions/{version}/checks/{model}"
        return self._commons.call("GET", path, id=id, version=version, model=model)

    def make(self, source, is_public=False, **more):
        return self._call("POST", "/families", {"source": source, "isPublic": is_public, **more})

    def add_version(self, id, source, after):
        return self._call("POST", "/families/{id}/versions", {"source": source, "after": after}, id=id)

    def share(self, id, is_public):
        return self._call("PATCH", "/families/{id}", {"isPublic": is_public}, id=id)

    def delete(self, id):
        return self._call("DELETE", "/families/{id}", id=id)


class Evaluations(_Noun):
    """Whole circuits over prompts of a family: kept while the rest is ablated, and ablated while the rest is kept."""

    def find(self, **query):
        """`circuit` and `family` are ids."""
        return self._pages("/evaluations", query)

    def request(self, circuit_id, family_id, version, **how):
        """`how`: rule, only, prompts, metric, ablations, randomCircuits, seed."""
        question = {"circuitId": circuit_id, "familyId": family_id, "version": version, **how}
        return self._call("POST", "/evaluations", question)

    def get(self, id):
        return self._call("GET", "/evaluations/{id}", id=id)

    def document(self, id):
        return self._call("GET", "/evaluations/{id}/document", id=id)

    def wait(self, id, timeout=600):
        return self._wait("/evaluations/{id}/events", timeout, id=id)

    def cancel(self, id):
        return self._call("POST", "/evaluations/{id}/cancel", id=id)

    def retry(self, id):
        return self._call("POST", "/evaluations/{id}/retry", id=id)


class Experiments(_Noun):
    """Hypotheses over a family of prompts, written down before their results; `number` counts the runs of one from 1."""

    def find(self, **query):
        """`q`, `owner`, `model`, `family`, `holds`."""
        return self._pages("/experiments", query)

    def write(self, experiment, family=None, is_public=False, fork_of=None):
        """`family`: {"id", "version"}; without it the one that has the hash which the experiment names."""
        body = {"experiment": experiment, "family": family, "isPublic": is_public, "forkOf": fork_of}
        return self._call("POST", "/experiments", body)

    def get(self, id):
        return self._call("GET", "/experiments/{id}", id=id)

    def file(self, id):
        return self._call("GET", "/experiments/{id}/file", id=id)

    def change(self, id, **change):
        """`isPublic`, `conclusion`: {"holds", "text"}."""
        return self._call("PATCH", "/experiments/{id}", change, id=id)

    def delete(self, id):
        return self._call("DELETE", "/experiments/{id}", id=id)

    def run(self, id):
        return self._call("POST", "/experiments/{id}/results", id=id)

    def result(self, id, number=1):
        return self._call("GET", "/experiments/{id}/results/{number}", id=id, number=number)

    def wait(self, id, number=1, timeout=600):
        return self._wait("/experiments/{id}/results/{number}/events", timeout, id=id, number=number)

    def cancel(self, id, number=1):
        return self._call("POST", "/experiments/{id}/results/{number}/cancel", id=id, number=number)

    def retry(self, id, number=1):
        return self._call("POST", "/experiments/{id}/results/{number}/retry", id=id, number=number)


class Projects(_Noun):
    """Sets of features that people judge and label together."""

    def find(self, **query):
        return self._pages("/projects", query)

    def get(self, slug):
        return self._call("GET", "/projects/{slug}", slug=slug)

    def features(self, slug, **query):
        return self._pages("/projects/{slug}/features", query, slug=slug)

    def members(self, slug):
        return self._pages("/projects/{slug}/members", slug=slug)

    def agreement(self, slug):
        return self._call("GET", "/projects/{slug}/agreement", slug=slug)

    def begin(self, **content):
        return self._call("POST", "/projects", content)

    def change(self, slug, **content):
        return self._call("PUT", "/projects/{slug}", content, slug=slug)

    def delete(self, slug):
        return self._call("DELETE", "/projects/{slug}", slug=slug)

    def add(self, slug, **wanted):
        return self._call("POST", "/projects/{slug}/features", wanted, slug=slug)

    def take_out(self, slug, id):
        return self._call("DELETE", "/projects/{slug}/features/{id}", slug=slug, id=id)


class Bounties(_Noun):
    """Contests for findings, by rules that a machine checks."""

    def find(self, **query):
        return self._pages("/bounties", query)

    def get(self, slug):
        return self._call("GET", "/bounties/{slug}", slug=slug)

    def terms(self, slug):
        """What entries are judged by: the file that `commons bounty check` takes."""
        return self._call("GET", "/bounties/{slug}/terms", slug=slug)

    def preview(self, slug):
        """The picture of a link to it: PNG."""
        return self._call("GET", "/bounties/{slug}/preview", slug=slug)

    def begin(self, **content):
        return self._call("POST", "/bounties", content)

    def change(self, slug, **content):
        return self._call("PUT", "/bounties/{slug}", content, slug=slug)

    def delete(self, slug):
        return self._call("DELETE", "/bounties/{slug}", slug=slug)

    def open(self, slug, revision):
        return self._call("POST", "/bounties/{slug}/opening", {"revision": revision}, slug=slug)

    def postpone(self, slug, closesAt):
        return self._call("PUT", "/bounties/{slug}/deadline", {"closesAt": closesAt}, slug=slug)

    def cancel(self, slug, reason):
        return self._call("POST", "/bounties/{slug}/cancellation", {"reason": reason}, slug=slug)

    def judging(self, slug):
        """What was given to one to score, and how far all are; once all have scored what all gave."""
        return self._call("GET", "/bounties/{slug}/judging", slug=slug)

    def name_judge(self, slug, handle):
        return self._call("POST", "/bounties/{slug}/judges", {"handle": handle}, slug=slug)

    def excuse_judge(self, slug, handle):
        return self._call("DELETE", "/bounties/{slug}/judges/{handle}", slug=slug, handle=handle)

    def remark(self, slug, body):
        """Says something to the others who judge, once all have scored."""
        return self._call("POST", "/bounties/{slug}/remarks", {"body": body}, slug=slug)

    def outcome(self, slug, start=1):
        """The newest ranking from a place on, appeals, offers and who won."""
        return self._call("GET", "/bounties/{slug}/outcome", query={"from": start}, slug=slug)

    def result(self, slug, number):
        """A ranking, the award or a correction, whole and as it was made."""
        return self._call("GET", "/bounties/{slug}/results/{number}", slug=slug, number=number)

    def rank(self, slug, number=0):
        """Ranks what was entered. `number`: the newest result that one has looked at."""
        return self._call("POST", "/bounties/{slug}/ranking", {"number": number}, slug=slug)

    def award(self, slug, number, words=""):
        return self._call("POST", "/bounties/{slug}/award", {"number": number, "words": words}, slug=slug)

    def correct(self, slug, number, words):
        return self._call("POST", "/bounties/{slug}/corrections", {"number": number, "words": words}, slug=slug)

    def ledger(self, slug, **query):
        """What became of what it promises, line by line: promised, reserved, awarded, paid, cancelled."""
        return self._pages("/bounties/{slug}/ledger", query, slug=slug)

    def ledger_sums(self, slug):
        """Of all its lines, by currency and kind: digits, in smallest units."""
        return self._call("GET", "/bounties/{slug}/ledger", query={"limit": 1}, slug=slug)["sums"]

    def ledger_table(self, slug, format="csv"):
        return self._call("GET", "/bounties/{slug}/ledger/table", query={"format": format}, slug=slug)

    def own_ledger(self, role="winner", **query):
        """What was awarded and paid to one; as `sponsor`, what became of what one promised."""
        return self._pages("/me/ledger", dict(query, role=role))

    def own_ledger_table(self, role="winner", format="csv"):
        return self._call("GET", "/me/ledger/table", query={"role": role, "format": format})

    def pay(self, slug, award, reference):
        """Says that what a line of its ledger awarded is paid: one's own word, once. Needs `publish`."""
        return self._call(
            "POST", "/bounties/{slug}/payments", {"award": award, "reference": reference}, slug=slug
        )


class Entries(_Noun):
    """What is entered for bounties: one's own at once, others' once the bounty closed."""

    def find(self, slug, **query):
        return self._pages("/bounties/{slug}/entries", query, slug=slug)

    def commitments(self, slug, **query):
        """Every commitment that was made for a bounty: its hash and its moment."""
        return self._pages("/bounties/{slug}/entries/commitments", query, slug=slug)

    def get(self, slug, id):
        return self._call("GET", "/bounties/{slug}/entries/{id}", slug=slug, id=id)

    def file(self, slug, id):
        """The whole entry: the file that `commons bounty check` takes."""
        return self._call("GET", "/bounties/{slug}/entries/{id}/file", slug=slug, id=id)

    def enter(self, slug, finding, team=None):
        """Enters a finding of one's own, or what it says by now. `team`: handles, None to leave it as it is. Needs `publish`."""
        content = {"finding": finding, "team": None if team is None else list(team)}
        return self._call("POST", "/bounties/{slug}/entries", content, slug=slug)

    def confirm(self, slug, id):
        return self._call("POST", "/bounties/{slug}/entries/{id}/confirmation", slug=slug, id=id)

    def withdraw(self, slug, id):
        return self._call("POST", "/bounties/{slug}/entries/{id}/withdrawal", slug=slug, id=id)

    def scores(self, slug, id):
        """What judges gave it: one's own, and all once the bounty is ranked."""
        return self._call("GET", "/bounties/{slug}/entries/{id}/scores", slug=slug, id=id)

    def score(self, slug, id, scores):
        """`scores`: a criterion each in the rubric's order, as {"points": 7, "reason": "..."}."""
        return self._call("PUT", "/bounties/{slug}/entries/{id}/scores", {"scores": list(scores)}, slug=slug, id=id)

    def declare_conflict(self, slug, id, reason):
        return self._call("POST", "/bounties/{slug}/entries/{id}/conflict", {"reason": reason}, slug=slug, id=id)

    def rule(self, slug, id, is_aside, reason):
        """Has an entry of a bounty that one leads not rank, or rank again."""
        content = {"isAside": is_aside, "reason": reason}
        return self._call("POST", "/bounties/{slug}/entries/{id}/ruling", content, slug=slug, id=id)

    def appeal(self, slug, id, body):
        return self._call("POST", "/bounties/{slug}/entries/{id}/appeal", {"body": body}, slug=slug, id=id)

    def answer_appeal(self, slug, id, answer):
        return self._call("PUT", "/bounties/{slug}/entries/{id}/appeal", {"answer": answer}, slug=slug, id=id)

    def reply(self, slug, id, accepts):
        """Takes what an entry of one's own is offered, or leaves it to the next in line."""
        return self._call("POST", "/bounties/{slug}/entries/{id}/reply", {"accepts": accepts}, slug=slug, id=id)


class Wanted(_Noun):
    """What people would like to see explained, by votes."""

    def find(self, **query):
        return self._pages("/wanted", query)

    def ask(self, text, feature="", pattern=""):
        """`feature`: the address of its page. Ten a day. Needs `publish`."""
        return self._call("POST", "/wanted", {"text": text, "feature": feature, "pattern": pattern})

    def take_back(self, id):
        return self._call("DELETE", "/wanted/{id}", id=id)

    def vote(self, id):
        return self._call("PUT", "/wanted/{id}/vote", id=id)

    def take_vote_back(self, id):
        return self._call("DELETE", "/wanted/{id}/vote", id=id)

    def answer(self, id, slug):
        """Says that a bounty of one's own answers it."""
        return self._call("PUT", "/wanted/{id}/bounty", {"slug": slug}, id=id)


class Webhooks(_Noun):
    """Servers of one's own that are told what becomes of bounties. A browser makes them and is told their secrets."""

    def find(self):
        return self._pages("/webhooks")

    def get(self, id):
        return self._call("GET", "/webhooks/{id}", id=id)

    def change(self, id, url, scope, isOn, bounties=None):
        """`scope`: "own" bounties, or all "public" ones; of `bounties` alone, by the last part of their addresses (of all
        where that is empty, as it was where it is None). Needs `publish`."""
        body = {"url": url, "scope": scope, "isOn": isOn}
        if bounties is not None:
            body["bounties"] = list(bounties)
        return self._call("PUT", "/webhooks/{id}", body, id=id)

    def delete(self, id):
        return self._call("DELETE", "/webhooks/{id}", id=id)

    def test(self, id):
        """Sends a message that tells of nothing, once."""
        return self._call("POST", "/webhooks/{id}/tests", id=id)

    def deliveries(self, id):
        """What was sent, the newest first, and what that was answered."""
        return self._pages("/webhooks/{id}/deliveries", id=id)

    def send_again(self, id, delivery=None):
        """One delivery by its id, or all that did not arrive."""
        return self._call("POST", "/webhooks/{id}/resending", {"delivery": delivery}, id=id)


class Searches(_Noun):
    """Searches that one keeps under a name."""

    def find(self):
        return self._pages("/me/searches")

    def keep(self, **search):
        return self._call("POST", "/me/searches", search)

    def looked(self, id):
        """Says that one has seen what is new."""
        return self._call("PUT", "/me/searches/{id}/looked", id=id)

    def delete(self, id):
        return self._call("DELETE", "/me/searches/{id}", id=id)


def _part(value):
    text = str(value)
    if text in ("", ".", ".."):
        raise ValueError("%r cannot stand in an address." % text)
    return urllib.parse.quote(text, safe="")


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refusal(error):
    content = error.read(1_000_000)
    try:
        problem = json.loads(content)
        title = problem["title"]
    except (ValueError, KeyError, TypeError):
        return CommonsError("The site answered %d." % error.code, status=error.code)
    after = error.headers.get("retry-after", "")
    return CommonsError(
        title,
        status=error.code,
        code=problem.get("code", ""),
        request_id=problem.get("requestId", ""),
        fields=problem.get("fields"),
        retry_after=int(after) if after.isdigit() else None,
    )
