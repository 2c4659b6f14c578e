// The checks of .ci/browser.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = resolve("target/peers/npm/package.json");
const { chromium } = createRequire(modules)("playwright-core");
const program = resolve("target/debug/pullsecrets");
const out = resolve("target/browser");

const run = (...words) => {
  const options = { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] };
  return execFileSync(program, words, options);
};

// An image that is none ends in exit status 1, with an answer all the same.
const answer = (spec, image) => {
  const words = ["resolve", "-f", spec, "--all", "--format", "json", "--", image];
  return JSON.parse(spawnSync(program, words, { encoding: "utf8" }).stdout);
};

const SMALL = `
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: "five </script><!-- projects"}
registries:
  quay: {server: quay.io/acme, username: u, password: {env: TOKEN}}
  quay-root: {server: quay.io, username: u, password: {env: TOKEN}}
  team: {server: quay.io/acme/team, username: u, password: {env: TOKEN}}
  hub: {server: "https://index.docker.io/v1/", username: u, password: {env: TOKEN}}
  edge: {server: "*.edge.example.com", username: u, password: {env: TOKEN}}
  any: {server: "*.*.example.com:8443/a", username: u, password: {env: TOKEN}}
  port: {server: "registry.example.com:5000", username: u, password: {env: TOKEN}}
  six: {server: "[fd00::1]:5000", username: u, password: {env: TOKEN}}
  vendor: {server: vendor.example.com, authServer: sso.example.com, username: u, password: {env: TOKEN}}
secrets:
  both: {registries: [quay-root, hub]}
  ops: {existing: true}
projects:
  alpha: {pullSecrets: [quay, quay-root, hub, edge]}
  beta: {pullSecrets: [both, team, any, port, six], serviceAccounts: {default: {}, builder: {pull: [team]}, idle: {pull: []}}}
  gamma: {pullSecrets: [vendor, ops], serviceAccounts: {default: {link: workload}, web: {internalRegistrySecret: web-dockercfg-abcde}}}
  delta: {}
  images: {managed: false}
grants:
  - {imagesIn: images, pullers: [alpha/default, "gamma/*"]}
  - {imagesIn: delta, pullers: ["*"]}
  - {imagesIn: alpha, pullers: [beta/builder]}
`;

const INTERNAL = "image-registry.openshift-image-registry.svc";
const HEX = "0123456789abcdef".repeat(4);
const IMAGES = `
quay.io/acme/app:1 quay.io/acme quay.io/acmes/app quay.io/acme/team/app quay.io/acme/teams quay.io/other/app
quay.io/acme/app@sha256:${HEX} quay.io/acme/app:1@sha256:${HEX} quay.io/acme/app@sha256:${HEX.slice(1)}
quay.io/acme/app@md5:${HEX} quay.io/acme/app@SHA256:${HEX} quay.io/acme/app@sha256:${HEX.toUpperCase()}
quay.io:443/acme/app QUAY.io/acme/app Quay.io/acme/app quay.io/Acme/app quay.io//app quay.io/app: quay.io/-app
quay.io/app___x quay.io/app__x/a.b-c--d quay.io/a..b quay.io:x/app quay.io/ /app : @ a@b a:b a:b:c
nginx nginx:1.27 team/app Team/app docker.io/nginx docker.io/team/app index.docker.io/nginx index.docker.io/team/app
index.docker.io:443/team/app localhost/app localhost:5000/app registry/app/x under_score.io/app Under_score.io/app
eu.edge.example.com/app edge.example.com/app a.b.edge.example.com/app a.b.example.com:8443/app a.b.example.com:8443/b
x.y.example.com/app registry.example.com:5000/x/y registry.example.com/x/y registry.example.com:5000
[fd00::1]:5000/app [fd00::1]/app [fd00::2]:5000/app [abc]/app [::1::]/app [FD00::1]:5000/app
vendor.example.com/app sso.example.com/app ghcr.io/a/b 1.2.3.4/app 1.2.3.4:80/app a/b/c/d a.b/c
${INTERNAL}:5000/images/app:1 ${INTERNAL}:5000/alpha/app ${INTERNAL}:5000/delta/x/y ${INTERNAL}:5000/openshift/ruby
${INTERNAL}:5000/app ${INTERNAL}.cluster.local:5000/images/app ${INTERNAL}/images/app ${INTERNAL}:5000/nowhere/app
${HEX} ${HEX.slice(1)} ${"a".repeat(255)} quay.io/${"a".repeat(255)} quay.io/${"a".repeat(256)} quay.io/a:${"t".repeat(128)}
quay.io/a:${"t".repeat(129)} quay.io/a:-t quay.io/a:.t quay.io/a:T_1.x-y é/app quay.io/é ÉÀ.io/app İ/app a"b/c a\\b
`
  .trim()
  .split(/\s+/);

// Five kinds of projects, and many of each.
function many(projects) {
  const kinds = ["quay", "quay, hub", "quay, ghcr", "quay, vendor", "hub"];
  const lines = ["apiVersion: pullsecrets.dev/v1", "kind: PullSecrets", "metadata: {name: large}", "registries:"];
  for (const [name, server] of [["quay", "quay.io/acme"], ["hub", "docker.io"], ["ghcr", "ghcr.io/acme"], ["vendor", "registry.vendor.example"]]) {
    lines.push(`  ${name}: {server: ${server}, username: u, password: {env: TOKEN}}`);
  }
  lines.push("projects:");
  for (let at = 0; at < projects; at += 1) {
    const accounts = at % 50 === 7 ? ", serviceAccounts: {default: {pull: []}, builder: {}}" : "";
    lines.push(`  team-${String(at).padStart(3, "0")}: {pullSecrets: [${kinds[(at * at) % 7 % 5]}]${accounts}}`);
  }
  lines.push("grants:");
  for (let at = 3; at < projects; at += 20) lines.push(`  - {imagesIn: team-000, pullers: ["team-${String(at).padStart(3, "0")}/*"]}`);
  return lines.join("\n") + "\n";
}

const folder = mkdtempSync(join(tmpdir(), "pullsecrets-browser-"));
const save = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const pageOf = (name, spec) => {
  const path = join(folder, `${name}.html`);
  run("graph", "--format", "html", "-o", path, spec);
  return pathToFileURL(path).href;
};

const small = save("small.yaml", SMALL);
const large = save("large.yaml", many(500));
const broken = save("broken.yaml", SMALL.replace("pullSecrets: [vendor, ops]", "pullSecrets: [vendors, ops]"));
const company = resolve("examples/company/pullsecrets.yaml");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// A page, watched: nothing but the file itself is asked for, and nothing goes wrong.
async function open(url, colorScheme = "light") {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme });
  const seen = [];
  page.on("request", (request) => seen.push(request.url()));
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("console", (message) => seen.push(`console: ${message.text()}`));
  await page.goto(url);
  return { page, done: async () => { await page.close(); assert.deepEqual(seen, [url]); } };
}

try {
  // Answers.
  let compared = 0;
  for (const [name, spec, images] of [["small", small, IMAGES], ["company", company, IMAGES.slice(0, 8).concat(["ghcr.io/tidewater-security/scanner:4", "images.customs.example:8443/a", "artifacts.tidewater.example/x", `${INTERNAL}:5000/base-images/java`, "quay.io/tidewater/app"])]]) {
    const { page, done } = await open(pageOf(name, spec));
    for (const image of images) {
      const expected = answer(spec, image);
      const found = await page.evaluate((image) => data.projects.flatMap((project) => project.accounts.map((account) => {
        const { repository, verdict, credentials, grant, error } = resolve(data, project, account, image);
        return { project: project.name, serviceAccount: account.name, image, repository, verdict, credentials, grant, error };
      })), image);
      const wanted = expected.map(({ project, serviceAccount, repository, verdict, credentials, grant, error }) => ({
        project, serviceAccount, image, repository, verdict,
        credentials: credentials.map(({ secret, key }) => ({ secret, key })), grant, error,
      }));
      // Accounts that only grants know, in projects that are not managed, the command leaves out.
      const asked = new Set(wanted.map((one) => `${one.project}/${one.serviceAccount}`));
      const both = found.filter((one) => one.project === "partner-harbor" || asked.has(`${one.project}/${one.serviceAccount}`));
      assert.deepEqual(both.length, found.length);
      assert.deepEqual(found.filter((one) => asked.has(`${one.project}/${one.serviceAccount}`)), wanted, `${name}: ${image}`);
      compared += found.length;
    }
    await done();
  }
  console.log(`${compared} answers are those of resolve`);

  // Keyboard.
  {
    const { page, done } = await open(pageOf("small", small));
    const text = (selector) => page.locator(selector).innerText();
    assert.match(await text("h1"), /five <\/script><!-- projects/);
    assert.equal(await page.locator("#detail svg").count(), 1);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "query");
    await page.keyboard.type("gam");
    assert.match(await text("#list"), /^gamma\b/);
    assert.equal(await page.locator("#list li").count(), 1);
    await page.keyboard.press("Enter");
    assert.equal(await text("#detail h2"), "gamma");
    assert.match(await text("#detail"), /web-dockercfg-abcde/);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#detail svg").count(), 1);
    await page.keyboard.type("quay.io/acme/team/app");
    assert.match(await text("#detail"), /looked up by kubelet as quay\.io\/acme\/team\/app/);
    assert.match(await text("#detail"), /beta\/builder/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await text("#detail h2"), "beta");
    assert.match(await text("#detail .answer >> nth=0"), /quay\.io\/acme\/team of team/);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "list");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    assert.equal(await text("#detail h2"), "images");
    await page.keyboard.press("Escape");
    await page.keyboard.type("nowhere.example.com/a\u202eb");
    assert.match(await text("#detail"), /invalid reference format/);
    await done();
  }

  // Findings at their places.
  {
    const path = join(folder, "broken.html");
    assert.throws(() => run("graph", "--format", "html", "-o", path, broken));
    const { page, done } = await open(pathToFileURL(path).href);
    await page.locator("#list li", { hasText: "gamma" }).click();
    assert.match(await page.locator("#detail").innerText(), /error PS0103.*broken\.yaml:\d+:\d+/s);
    await page.keyboard.press("/");
    await page.keyboard.type("quay.io/acme/app");
    assert.match(await page.locator("#detail").innerText(), /the spec has errors/);
    await done();
  }

  // Mermaid itself draws what is for it.
  {
    const page = await browser.newPage();
    await page.addScriptTag({ path: resolve("target/peers/npm/node_modules/mermaid/dist/mermaid.min.js") });
    for (const spec of [small, large, company]) {
      const drawn = await page.evaluate(async (text) => {
        mermaid.initialize({ startOnLoad: false });
        return (await mermaid.render("drawn", text)).svg;
      }, run("graph", "--format", "mermaid", spec));
      assert.match(drawn, /quay\.io/);
      assert.doesNotMatch(drawn, /Unsupported markdown|Syntax error/);
    }
    await page.close();
  }

  // Pictures of the screen, to be looked at.
  for (const scheme of ["light", "dark"]) {
    for (const [name, spec, views] of [["5", small, { overview: "", project: "beta", image: "quay.io/acme/team/app:1" }], ["500", large, { overview: "", project: "team-000", image: "docker.io/acme/app:1" }], ["company", company, { overview: "", project: "billing-prod", image: "quay.io/tidewater/app:1" }]]) {
      const { page, done } = await open(pageOf(name, spec), scheme);
      for (const [view, words] of Object.entries(views)) {
        await page.fill("#query", words);
        if (view === "project") await page.press("#query", "Enter");
        await page.screenshot({ path: join(out, `${name}-${view}-${scheme}.png`), timeout: 120_000 });
      }
      await done();
    }
  }
  console.log(`pictures of the screen in ${out}`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
