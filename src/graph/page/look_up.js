"use strict";
// What kubelet does with an image, as `pullsecrets resolve` answers it: names of images, keys of
// pull secrets, grants of the integrated registry. Keys come taken apart and ranked in the page's
// data, so only the image is read here.

function quote(text) {
  const short = { "\x07": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", '"': '\\"', "\\": "\\\\" };
  let quoted = '"';
  for (const character of text) {
    const code = character.codePointAt(0);
    if (short[character]) quoted += short[character];
    else if (character === " " || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) quoted += character;
    else if (code < 0x80) quoted += "\\x" + code.toString(16).padStart(2, "0");
    else if (code < 0x10000) quoted += "\\u" + code.toString(16).padStart(4, "0");
    else quoted += "\\U" + code.toString(16).padStart(8, "0");
  }
  return quoted + '"';
}

function hasUpper(text) {
  return [...text].some((character) => [...character.toLowerCase()][0] !== character);
}

function lowered(text) {
  return [...text].map((character) => [...character.toLowerCase()][0]).join("");
}

function splitDomain(text) {
  const slash = text.indexOf("/");
  if (slash >= 0) {
    const first = text.slice(0, slash);
    const rest = text.slice(slash + 1);
    if (first === "index.docker.io") return ["docker.io", rest];
    if (/[.:]/.test(first) || first === "localhost" || hasUpper(first)) return [first, rest];
  }
  return ["docker.io", text];
}

const isPath = (text) => text.split("/").every((part) => /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/.test(part));

function isDomain(text) {
  const bracket = text.startsWith("[") ? text.lastIndexOf("]") : -1;
  const colon = text.indexOf(":");
  const end = bracket >= 0 ? bracket + 1 : colon < 0 ? text.length : colon;
  const host = text.slice(0, end);
  if (!/^(?::[0-9]+)?$/.test(text.slice(end))) return false;
  if (host.startsWith("[")) return /^\[[0-9a-fA-F:]+\]$/.test(host);
  return host.split(".").every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label));
}

function partsOf(text) {
  const at = text.indexOf("@");
  const named = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? null : text.slice(at + 1);
  const slash = named.indexOf("/");
  if (slash < 0) return null;
  const colon = named.indexOf(":", slash);
  const repository = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? null : named.slice(colon + 1);
  let path = repository.slice(slash + 1);
  if (!(isDomain(repository.slice(0, slash)) && isPath(path))) {
    if (!isPath(repository)) return null;
    path = repository;
  }
  if (tag !== null && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(tag)) return null;
  if (digest !== null && !/^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/.test(digest)) return null;
  return { repository, path, digest };
}

function digestFault(digest) {
  const colon = digest.indexOf(":");
  const algorithm = digest.slice(0, colon);
  const digits = digest.slice(colon + 1);
  const length = { sha256: 64, sha384: 96, sha512: 128 }[algorithm];
  if (!length) return /[A-Z]/.test(algorithm) ? "invalid checksum digest format" : "unsupported digest algorithm";
  if (digits.length !== length) return "invalid checksum digest length";
  return /^[0-9a-f]*$/.test(digits) ? null : "invalid checksum digest format";
}

// {repository} or {fault}.
function readImage(text) {
  const refuse = (words) => ({ fault: `couldn't parse image name ${quote(text)}: ${words}` });
  const invalid = "invalid reference format";
  if (/^[0-9a-f]{64}$/.test(text)) return refuse(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  let [domain, rest] = splitDomain(text);
  if (domain === "docker.io" && !rest.includes("/")) rest = "library/" + rest;
  const remote = rest.split(":")[0];
  if (hasUpper(remote)) return refuse(`${invalid}: repository name (${remote}) must be lowercase`);
  const whole = `${domain}/${rest}`;
  const parts = partsOf(whole);
  if (!parts) return refuse(partsOf(lowered(whole)) ? "repository name must be lowercase" : invalid);
  if (parts.path.length > 255) return refuse("repository name must not be more than 255 characters");
  const fault = parts.digest === null ? null : digestFault(parts.digest);
  return fault ? refuse(fault) : { repository: parts.repository };
}

function isAddress(text) {
  const halves = text.split("::");
  const groups = (half) => (half === "" ? [] : half.split(":"));
  const all = halves.flatMap(groups);
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 1 ? all.length === 8 : halves.length === 2 && all.length <= 7;
}

// A repository taken apart as a URL; null where it is none.
function targetOf(repository) {
  const slash = repository.indexOf("/");
  let host = repository.slice(0, slash);
  let port = "";
  if (host.startsWith("[")) {
    const end = host.indexOf("]");
    if (!isAddress(host.slice(1, end))) return null;
    if (host[end + 1] === ":") {
      port = host.slice(end + 2);
      host = host.slice(1, end);
    }
  } else if (host.includes(":")) {
    [host, port] = host.split(":");
  }
  return { labels: host.split("."), port, path: repository.slice(slash) };
}

// `[…]` against one character: [whether it fits, where it ends], or null where it has no good form.
function classFits(pattern, at, character) {
  at += 1;
  const negated = pattern[at] === "^";
  if (negated) at += 1;
  let found = false;
  let ranges = 0;
  const bound = () => {
    if (at >= pattern.length || pattern[at] === "-" || pattern[at] === "]") return null;
    if (pattern[at] === "\\") at += 1;
    const sign = pattern[at];
    at += 1;
    return sign !== undefined && at < pattern.length ? sign.codePointAt(0) : null;
  };
  for (;;) {
    if (pattern[at] === "]" && ranges > 0) break;
    const low = bound();
    if (low === null) return null;
    let high = low;
    if (pattern[at] === "-") {
      at += 1;
      high = bound();
      if (high === null) return null;
    }
    if (character !== undefined && low <= character.codePointAt(0) && character.codePointAt(0) <= high) found = true;
    ranges += 1;
  }
  return [character !== undefined && found !== negated, at + 1];
}

// A label of a host against a pattern; a pattern of bad form fits nothing.
function globFits(patternText, text) {
  const pattern = [...patternText];
  let at = 0;
  let from = 0;
  let retry = null;
  for (;;) {
    let step = null;
    const sign = pattern[at];
    if (sign === "*") {
      at += 1;
      retry = [at, from];
      continue;
    }
    if (sign === undefined) {
      if (from === text.length) return true;
    } else if (sign === "?") {
      if (from < text.length) step = at + 1;
    } else if (sign === "[") {
      const result = classFits(pattern, at, text[from]);
      if (result === null) return false;
      if (result[0]) step = result[1];
    } else if (sign === "\\") {
      if (at + 1 >= pattern.length) return false;
      if (text[from] === pattern[at + 1]) step = at + 2;
    } else if (text[from] === sign) {
      step = at + 1;
    }
    if (step !== null) {
      at = step;
      from += 1;
    } else if (retry && retry[1] < text.length) {
      at = retry[0];
      from = retry[1] + 1;
      retry = [at, from];
    } else {
      return false;
    }
  }
}

// Why a key does not fit; null where it does.
function mismatch(pattern, target) {
  if (!pattern) return "host";
  if (pattern.labels.length !== target.labels.length || !pattern.labels.every((label, at) => globFits(label, target.labels[at]))) return "host";
  if (pattern.port !== target.port) return "port";
  return target.path.startsWith(pattern.path) ? null : "path";
}

function fallsBackToHub(repository) {
  const host = repository.slice(0, repository.indexOf("/"));
  return host !== "" && (host === "docker.io" || host === "index.docker.io" || !/[.:]/.test(host));
}

// The entries of some secrets that are tried, in their order, and why those of the same host are
// not.
function lookUp(secrets, repository) {
  const target = targetOf(repository);
  const entries = secrets.flatMap((secret) => secret.keys.map((key) => ({ secret: secret.name, key })));
  const ranked = entries.filter((entry) => entry.key.rank !== null);
  // A stable sort: under one key the order of the secrets stays.
  ranked.sort((one, other) => other.key.rank - one.key.rank);
  let tried = target ? ranked.filter((entry) => mismatch(entry.key.pattern, target) === null) : [];
  const toHub = fallsBackToHub(repository);
  if (target && tried.length === 0 && toHub) tried = ranked.filter((entry) => entry.key.hub);
  const passedOver = [];
  for (const entry of target ? ranked : []) {
    if (tried.includes(entry)) continue;
    const why = mismatch(entry.key.pattern, target);
    if (entry.key.hub && toHub) passedOver.push([entry, "counts for Docker Hub only where no key of docker.io fits"]);
    else if (why === "port") passedOver.push([entry, "another port"]);
    else if (why === "path") passedOver.push([entry, "the image's path does not start with its path"]);
  }
  return { tried, passedOver };
}

function grantOf(data, project, account, secret, repository) {
  const path = repository.slice(repository.indexOf("/") + 1);
  const slash = path.indexOf("/");
  if (slash < 0) return { denied: `\`${path}\` names no project: images of the integrated registry are PROJECT/NAME` };
  const imagesIn = path.slice(0, slash);
  const by = (binding, subject) => ({ grant: { imagesIn, binding, subject, secret } });
  if (imagesIn === project) return by("system:image-pullers", `system:serviceaccounts:${project}`);
  if (imagesIn === "openshift") return by("shared-resource-viewers", "system:authenticated");
  for (const binding of data.bindings) {
    if (binding.imagesIn !== imagesIn) continue;
    for (const subject of binding.subjects) {
      if (subject.project === null) return by(binding.name, "system:serviceaccounts");
      if (subject.project !== project) continue;
      if (subject.account === null) return by(binding.name, `system:serviceaccounts:${project}`);
      if (subject.account === account) return by(binding.name, `system:serviceaccount:${project}:${account}`);
    }
  }
  return { denied: `no grant lets \`${project}/${account}\` pull images in \`${imagesIn}\`` };
}

// The answer for an image, in the words of `pullsecrets resolve --format json`.
function resolve(data, project, account, image) {
  const answer = { image, repository: null, verdict: "anonymous", credentials: [], grant: null, error: null, denied: null, passedOver: [], incomplete: false };
  const name = readImage(image);
  if (name.fault) return { ...answer, verdict: "error", error: name.fault };
  const { repository } = name;
  answer.repository = repository;
  const secrets = account.workload ? [] : account.pull.map((number) => data.secrets[number]);
  const node = data.global === null ? [] : [data.secrets[data.global]];
  const [ofPod, ofNode] = [lookUp(secrets, repository), lookUp(node, repository)];
  answer.credentials = [...ofPod.tried, ...ofNode.tried].map((entry) => ({ secret: entry.secret, key: entry.key.server }));
  answer.passedOver = [...ofPod.passedOver, ...ofNode.passedOver];
  answer.incomplete = [...secrets, ...node].some((secret) => secret.unknown !== null);
  if (answer.credentials.length > 0) answer.verdict = "credentials";
  const host = repository.slice(0, repository.indexOf("/"));
  if (data.integrated !== null && (host === data.integrated || host.replace(".svc.cluster.local", ".svc") === data.integrated)) {
    const found = grantOf(data, project.name, account.name, account.managed, repository);
    if (found.grant) {
      answer.verdict = "grant";
      answer.grant = found.grant;
    } else {
      answer.denied = found.denied;
      if (answer.verdict === "anonymous") answer.verdict = "denied";
    }
  }
  return answer;
}
