// The page itself. Every text of the spec goes into the document as text, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const query = document.getElementById("query");
const list = document.getElementById("list");
const detail = document.getElementById("detail");
const summary = document.getElementById("summary");
const LISTED = 1000;
const CHIPS = 24;

const state = { image: null, shown: [], active: 0, open: null };

// Characters that would change what stands around them are written out.
function shown(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);
}

function node(name, classes, ...children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) made.append(child instanceof Node ? child : shown(child));
  }
  return made;
}

const code = (text) => node("code", "", text);
const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

function chip(text, act) {
  const made = node("button", "", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function verdictWord(verdict) {
  return { credentials: "with credentials", grant: "by a grant", denied: "denied", anonymous: "anonymously", error: "not an image" }[verdict];
}

// The verdicts of a project's accounts, the best first.
function verdicts(project) {
  const order = ["credentials", "grant", "anonymous", "denied", "error"];
  const found = new Set(project.accounts.map((account) => resolve(data, project, account, state.image).verdict));
  return order.filter((verdict) => found.has(verdict));
}

function isImage(text) {
  if (text === "") return false;
  return /[/:@.]/.test(text) || !data.projects.some((project) => project.name.includes(text.toLowerCase()));
}

function search() {
  const text = query.value.trim();
  state.image = isImage(text) ? text : null;
  const wanted = state.image === null ? text.toLowerCase() : "";
  state.shown = data.projects.filter((project) => project.name.includes(wanted));
  if (wanted !== "") {
    const rank = (project) => (project.name === wanted ? 0 : project.name.startsWith(wanted) ? 1 : 2);
    state.shown.sort((one, other) => rank(one) - rank(other));
  }
  state.active = Math.max(0, state.shown.indexOf(state.open));
  renderList();
  renderDetail();
}

function renderList() {
  const items = state.shown.slice(0, LISTED).map((project, number) => {
    const item = node("li", "", node("span", "name mono", project.name));
    item.id = `option-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(number === state.active));
    if (state.image !== null && data.sound) {
      const [best] = verdicts(project);
      item.append(node("span", `badge ${best}`, verdictWord(best)));
    } else if (project.findings.length > 0) {
      item.append(node("span", "badge warning", count(project.findings.length, "finding", "findings")));
    } else if (project.unmanaged) {
      item.append(node("span", "badge", "not managed"));
    }
    item.addEventListener("click", () => {
      state.active = number;
      openActive();
    });
    return item;
  });
  if (state.shown.length > LISTED) items.push(node("li", "more", `and ${state.shown.length - LISTED} more: search to narrow`));
  list.replaceChildren(...items);
  const of = count(data.projects.length, "project", "projects");
  summary.textContent = state.shown.length === data.projects.length ? of : `${state.shown.length} of ${of}`;
  markActive(false);
}

function markActive(scroll) {
  for (const item of list.querySelectorAll("[aria-selected=true]")) item.setAttribute("aria-selected", "false");
  const item = document.getElementById(`option-${state.active}`);
  if (!item) {
    list.removeAttribute("aria-activedescendant");
    return;
  }
  item.setAttribute("aria-selected", "true");
  list.setAttribute("aria-activedescendant", item.id);
  if (scroll) item.scrollIntoView({ block: "nearest" });
}

function move(to) {
  const last = Math.min(state.shown.length, LISTED) - 1;
  state.active = Math.max(0, Math.min(last, to));
  markActive(true);
}

function openActive() {
  state.open = state.shown[state.active] ?? null;
  markActive(true);
  renderDetail();
}

function openProject(name) {
  const project = data.projects.find((project) => project.name === name);
  if (!project) return;
  if (!state.shown.includes(project)) {
    query.value = "";
    state.open = project;
    search();
  }
  state.active = state.shown.indexOf(project);
  openActive();
  detail.focus();
}

function finding(number) {
  const found = data.findings[number];
  return node(
    "div",
    `finding ${found.severity}`,
    node("p", "", node("strong", found.severity, `${found.severity} ${found.code}`), " ", node("span", "dim mono", found.place)),
    node("p", "", found.message),
    found.help === null ? null : node("p", "dim", `help: ${found.help}`),
  );
}

function findings(numbers, title) {
  return numbers.length === 0 ? [] : [node("h3", "", title), ...numbers.map(finding)];
}

function entry(credential) {
  return node("li", "", code(credential.key), " of ", code(credential.secret));
}

// What comes of a look-up and why, in a card.
function answerCard(title, answer, more) {
  const parts = [];
  if (title) parts.push(node("h4", "mono", title));
  const words = {
    credentials: answer.credentials.length > 1 ? "pulls with credentials, tried in this order" : "pulls with credentials",
    grant: "may pull by a grant",
    denied: "denied",
    anonymous: answer.incomplete ? "anonymous, as far as is known: no entry that was read fits" : "anonymous: no entry fits, the pull is tried without credentials",
    error: "fails before a registry is asked",
  };
  parts.push(node("p", `verdict ${answer.verdict}`, words[answer.verdict]));
  if (answer.credentials.length > 0) parts.push(node("ol", "", answer.credentials.map(entry)));
  if (answer.grant) {
    const { binding, imagesIn, subject, secret } = answer.grant;
    parts.push(node("p", "", "RoleBinding ", code(binding), " in ", code(imagesIn), " to ", code(subject), ", proved by ", code(secret)));
  }
  if (answer.denied) parts.push(node("p", "dim", answer.denied));
  if (answer.error) parts.push(node("p", "mono", answer.error));
  if (answer.passedOver.length > 0) {
    parts.push(node("p", "dim", "not tried:"));
    parts.push(node("ul", "dim", answer.passedOver.map(([passed, why]) => node("li", "", code(passed.key.server), " of ", code(passed.secret), `: ${why}`))));
  }
  return node("div", `card answer ${answer.verdict}`, parts, more);
}

function secretItem(number) {
  const secret = data.secrets[number];
  const keys = secret.keys.map((key, at) => [at > 0 ? ", " : "", code(key.server)]).flat();
  const what = keys.length > 0 ? [" for ", ...keys] : [];
  const note = [secret.note, secret.unknown].filter((text) => text !== null).join(", ");
  return node("li", "", code(secret.name), what, note === "" ? null : node("span", "dim", ` (${note})`));
}

function accountCard(project, account) {
  const parts = [node("h4", "mono", account.name)];
  if (account.workload) parts.push(node("p", "dim", "not emitted (link: workload): what runs names its pull secrets itself"));
  if (account.pull.length > 0) {
    parts.push(node("p", "", "pulls with"));
    parts.push(node("ol", "", account.pull.map(secretItem)));
  } else {
    parts.push(node("p", "dim", "no pull secret"));
  }
  if (account.mount.length > 0) parts.push(node("p", "", "may mount"), node("ul", "", account.mount.map(secretItem)));
  if (account.managed !== null) {
    parts.push(node("p", "dim", account.pinned ? "pinned: " : "OpenShift's own: ", code(account.managed)));
  }
  return node("div", "card", parts);
}

function subjectWords(subject) {
  if (subject.project === null) return "every account of the cluster";
  return `${subject.project}/${subject.account ?? "*"}`;
}

function grantsOf(project) {
  const from = [];
  const to = [];
  for (const binding of data.bindings) {
    for (const subject of binding.subjects) {
      if (binding.imagesIn === project.name) to.push([subject, binding]);
      else if (subject.project === null || subject.project === project.name) from.push([subject, binding]);
    }
  }
  const parts = [];
  if (from.length > 0) {
    parts.push(node("h3", "", "May pull images of"));
    parts.push(node("ul", "", from.map(([subject, binding]) => node("li", "", chip(binding.imagesIn, () => openProject(binding.imagesIn)), " as ", code(subjectWords(subject)), node("span", "dim", ` (RoleBinding ${binding.name})`)))));
  }
  if (to.length > 0) {
    parts.push(node("h3", "", "Its images may be pulled by"));
    parts.push(node("ul", "", to.map(([subject, binding]) => node("li", "", subject.project === null ? code(subjectWords(subject)) : chip(subjectWords(subject), () => openProject(subject.project)), node("span", "dim", ` (RoleBinding ${binding.name})`)))));
  }
  return parts;
}

function projectView(project) {
  const parts = [node("h2", "mono", project.name), node("p", "dim", project.unmanaged ? "not managed: only RoleBindings of grants are emitted into it · " : "", node("span", "mono", project.place))];
  if (state.image !== null && data.sound) {
    const answers = project.accounts.map((account) => answerCard(`${project.name}/${account.name}`, resolve(data, project, account, state.image)));
    parts.push(node("h3", "", "Pulling ", code(state.image)), node("div", "cards", answers));
  }
  parts.push(node("h3", "", "Service accounts"), node("div", "cards", project.accounts.map((account) => accountCard(project, account))));
  parts.push(...grantsOf(project), ...findings(project.findings, "Findings here"));
  return parts;
}

// Everybody who can pull an image, those with the same answer together.
function imageView() {
  const alike = new Map();
  for (const project of state.shown) {
    for (const account of project.accounts) {
      const answer = resolve(data, project, account, state.image);
      const same = answer.grant ? { ...answer.grant, secret: "", subject: "", binding: "" } : answer.grant;
      const key = JSON.stringify([answer.verdict, answer.incomplete, answer.credentials, same, answer.error, answer.verdict === "denied", answer.passedOver.map(([passed, why]) => [passed.secret, passed.key.server, why])]);
      if (!alike.has(key)) alike.set(key, { answer, who: [] });
      alike.get(key).who.push([project, account]);
    }
  }
  const groups = [...alike.values()];
  const order = ["credentials", "grant", "anonymous", "denied", "error"];
  groups.sort((one, other) => order.indexOf(one.answer.verdict) - order.indexOf(other.answer.verdict) || other.who.length - one.who.length);
  const [first] = groups;
  const parts = [node("h2", "mono", state.image)];
  if (first && first.answer.repository) parts.push(node("p", "dim", "looked up by kubelet as ", code(first.answer.repository)));
  if (first && first.answer.error) return [...parts, answerCard("", first.answer)];
  for (const { answer, who } of groups) {
    const chips = who.slice(0, CHIPS).map(([project, account]) => chip(`${project.name}/${account.name}`, () => openProject(project.name)));
    const rest = who.length > CHIPS ? node("span", "dim", `and ${who.length - CHIPS} more`) : null;
    const several = who.length > 1 && (answer.grant || answer.denied);
    const card = several ? { ...answer, grant: answer.grant && { ...answer.grant, binding: "…", subject: "…", secret: "…" }, denied: answer.denied && "no grant lets them pull it" } : answer;
    if (several) card.grant = null;
    const title = count(who.length, "service account", "service accounts");
    const by = several && answer.grant ? node("p", "", "from the integrated registry, images of ", code(answer.grant.imagesIn), "; open one to see its RoleBinding") : null;
    parts.push(answerCard(title, card, [by, node("div", "chips", chips, rest)]));
    parts.push(node("p", "", ""));
  }
  return parts;
}

function overview() {
  const picture = node("div", "picture", document.importNode(document.getElementById("picture").content, true));
  picture.tabIndex = 0;
  picture.setAttribute("role", "region");
  picture.setAttribute("aria-label", "Picture");
  const all = data.findings.map((_, number) => number);
  const counts = all.length === 0 ? "no findings" : count(all.length, "finding", "findings");
  return [picture, node("p", "dim", [count(data.projects.length, "project", "projects"), count(data.secrets.length, "pull secret", "pull secrets"), counts].join(" · ")), ...findings(all, "Findings")];
}

function renderDetail() {
  let parts;
  if (state.image !== null && !data.sound) {
    parts = [node("h2", "mono", state.image), node("p", "error", "the spec has errors: what a node would do with it is not known"), ...findings(data.findings.map((_, number) => number), "Findings")];
  } else if (state.open !== null) parts = projectView(state.open);
  else if (state.image !== null) parts = imageView();
  else parts = overview();
  detail.replaceChildren(...parts);
  detail.scrollTop = 0;
}

function clear() {
  query.value = "";
  state.open = null;
  search();
}

query.addEventListener("input", () => {
  state.open = null;
  search();
});

function keys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
  if (step !== undefined) move(state.active + step);
  else if (event.key === "Home" && event.target === list) move(0);
  else if (event.key === "End" && event.target === list) move(state.shown.length);
  else if (event.key === "Enter") openActive();
  else return;
  event.preventDefault();
}
query.addEventListener("keydown", keys);
list.addEventListener("keydown", keys);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && event.target !== query) {
    event.preventDefault();
    query.focus();
    query.select();
  } else if (event.key === "Escape") {
    clear();
    query.focus();
  }
});

search();
