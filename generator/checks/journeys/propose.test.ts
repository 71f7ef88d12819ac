import { execFileSync, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** `make propose`: the branch and the pull request of a run, with a real remote and a simulated forge. */

const CI = join(__dirname, '..', '..', '..', '.ci');
const TOKEN = 'hush-hush-token';
const work = mkdtempSync(join(tmpdir(), 'sdkgen-propose-'));
const remote = join(work, 'remote.git');
const clone = join(work, 'clone');
const bin = join(work, 'bin');

const run = (cwd: string, ...words: readonly string[]) =>
  execFileSync('git', words, { cwd, encoding: 'utf8' }).trim();
const git = (...words: readonly string[]) => run(clone, ...words);
const branch = () => run(remote, 'rev-parse', 'refs/heads/nightly/preprod');
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), text);
};

/** What `make nightly` leaves in the working folder. */
function aNight(night: {
  readonly client: string;
  readonly date: string;
  breaking: boolean;
}): void {
  put('output/preprod/src/client.ts', night.client);
  put('output/preprod/CHANGELOG.md', `## 0.2.0 - ${night.date}\n`);
  put('fixtures/preprod/swagger.json', night.client);
  put('reports/preprod/report.md', `# Report of ${night.client}\n`);
  const title = `preprod 0.2.0: ${night.client}`;
  put('reports/preprod/night.json', JSON.stringify({ title, breaking: night.breaking }));
}

/** Runs in another process, because this one simulates the forge. */
function propose(forge: string, env: Readonly<Record<string, string>>) {
  return new Promise<{ code: number | null; err: string }>((resolve) => {
    const child = spawn('bash', [join(CI, 'propose'), 'preprod', forge], {
      cwd: clone,
      env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, BASE: 'main', ...env },
    });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => resolve({ code, err }));
  });
}

beforeEach(() => {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', remote]);
  execFileSync('git', ['clone', '--quiet', remote, clone], { stdio: 'ignore' });
  git('config', 'user.name', 'someone');
  git('config', 'user.email', 'someone@example.com');
  put('README.md', 'mine');
  put('.gitignore', 'reports/\n.ci/\n');
  cpSync(CI, join(clone, '.ci'), { recursive: true });
  put('output/preprod/src/client.ts', 'old');
  put('fixtures/preprod/swagger.json', 'old');
  git('add', '.');
  git('commit', '--quiet', '-m', 'Begin');
  git('push', '--quiet', 'origin', 'HEAD:main');
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('at GitHub', () => {
  const state = join(work, 'requests');
  const log = join(work, 'gh.log');
  const logged = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);

  /** Simulates `gh`: records its arguments, and whether a pull request is open. */
  beforeEach(() => {
    const script = `#!/bin/sh
printf '%s\\n' "$*" >> '${log}'
case "$1 $2" in
  'pr list') if [ -e '${state}' ]; then echo 7; fi ;;
  'pr create') touch '${state}' ;;
  'pr close') rm '${state}' ;;
esac
`;
    writeFileSync(join(bin, 'gh'), script);
    chmodSync(join(bin, 'gh'), 0o755);
  });
  const night = () => propose('github', { GH_TOKEN: TOKEN });

  it('creates one branch and one pull request, and updates both', async () => {
    aNight({ client: 'first', date: '2026-11-24', breaking: true });
    put('README.md', 'not yet committed');
    expect(await night()).toMatchObject({ code: 0 });
    expect(logged()).toEqual([
      'pr list --head nightly/preprod --base main --state open --json number --jq .[0].number // empty',
      expect.stringMatching(/^label create breaking --force /),
      'pr create --head nightly/preprod --base main --title preprod 0.2.0: first --body-file reports/preprod/report.md --label breaking',
    ]);
    const tip = branch();
    expect(run(remote, 'log', '--format=%s %P', 'main..nightly/preprod')).toBe(
      `preprod 0.2.0: first ${run(remote, 'rev-parse', 'main')}`,
    );
    expect(run(remote, 'show', '--stat', '--format=', 'nightly/preprod')).not.toContain('README');

    rmSync(log);
    aNight({ client: 'second', date: '2026-11-25', breaking: false });
    expect(await night()).toMatchObject({ code: 0 });
    expect(branch()).not.toBe(tip);
    expect(run(remote, 'rev-list', '--count', 'main..nightly/preprod')).toBe('1');
    expect(logged().at(-1)).toBe(
      'pr edit 7 --title preprod 0.2.0: second --body-file reports/preprod/report.md --remove-label breaking',
    );
  });

  it('treats a title as text', async () => {
    const client = '$(touch pwned) `touch pwned` "; touch pwned; \' & --draft %s\\n';
    aNight({ client, date: '2026-11-24', breaking: false });
    expect(await night()).toMatchObject({ code: 0 });
    expect(existsSync(join(clone, 'pwned'))).toBe(false);
    expect(run(remote, 'log', '-1', '--format=%s', 'nightly/preprod')).toBe(
      `preprod 0.2.0: ${client}`,
    );
    expect(logged().at(-1)).toContain(`--title preprod 0.2.0: ${client} --body-file`);
  });

  it('does not change the working folder, the index and HEAD', async () => {
    aNight({ client: 'first', date: '2026-11-24', breaking: false });
    const before = [git('status', '--porcelain'), git('rev-parse', '--abbrev-ref', 'HEAD')];
    await night();
    expect([git('status', '--porcelain'), git('rev-parse', '--abbrev-ref', 'HEAD')]).toEqual(
      before,
    );
  });

  it('pushes nothing for a run that differs only by its date', async () => {
    aNight({ client: 'first', date: '2026-11-24', breaking: false });
    await night();
    const tip = branch();
    aNight({ client: 'first', date: '2026-11-25', breaking: false });
    expect((await night()).err).toContain('holds this night already');
    expect(branch()).toBe(tip);
  });

  it('closes the pull request when the API is as before', async () => {
    aNight({ client: 'first', date: '2026-11-24', breaking: false });
    await night();
    git('checkout', '--quiet', '.');
    git('clean', '--quiet', '-fd');
    expect(await night()).toMatchObject({ code: 0 });
    expect(logged().at(-1)).toMatch(/^pr close 7 --comment .* --delete-branch$/);
    rmSync(log);
    expect((await night()).err).toContain('nothing changed.');
    expect(logged()).toHaveLength(1);
  });

  it('keeps the commits of others, and continues after the base was merged', async () => {
    aNight({ client: 'first', date: '2026-11-24', breaking: false });
    await night();
    const other = join(work, 'other');
    execFileSync('git', ['clone', '--quiet', '--branch', 'nightly/preprod', remote, other]);
    run(other, 'config', 'user.name', 'someone');
    run(other, 'config', 'user.email', 'someone@example.com');
    run(other, 'merge', '--quiet', '--no-ff', '-m', "Merge branch 'main'", 'origin/main');
    run(other, 'push', '--quiet', 'origin', 'nightly/preprod');
    aNight({ client: 'second', date: '2026-11-25', breaking: false });
    expect(await night()).toMatchObject({ code: 0 });

    run(other, 'fetch', '--quiet');
    run(other, 'reset', '--quiet', '--hard', 'origin/nightly/preprod');
    writeFileSync(join(other, 'mine.txt'), 'mine');
    run(other, 'add', '.');
    run(other, 'commit', '--quiet', '-m', 'Mine');
    run(other, 'push', '--quiet', 'origin', 'nightly/preprod');
    const tip = branch();
    aNight({ client: 'third', date: '2026-11-26', breaking: false });
    const { code, err } = await night();
    expect(code).toBe(1);
    expect(err).toContain('someone else has committed to nightly/preprod');
    expect(branch()).toBe(tip);
  });

  it('names an unknown forge', async () => {
    expect(await propose('bitbucket', {})).toMatchObject({
      code: 1,
      err: expect.stringContaining('bitbucket'),
    });
  });
});

describe('at GitLab', () => {
  interface Seen {
    readonly call: string;
    readonly token: string | undefined;
    readonly form: Readonly<Record<string, string>>;
  }
  let server: Server;
  let seen: Seen[];
  let open: boolean;
  let env: Readonly<Record<string, string>>;

  beforeEach(async () => {
    seen = [];
    open = false;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '' } = request;
        const token = request.headers['private-token'] as string | undefined;
        const form = Object.fromEntries(new URLSearchParams(body));
        seen.push({ call: `${method} ${url.split('?')[0] ?? ''}`, token, form });
        if (method === 'POST' && !url.endsWith('/notes')) open = true;
        if (form['state_event'] === 'close') open = false;
        response.end(method === 'GET' ? JSON.stringify(open ? [{ iid: 3 }] : []) : '{}');
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    env = {
      CI_API_V4_URL: `http://127.0.0.1:${port}/api/v4`,
      CI_PROJECT_ID: '42',
      NIGHTLY_TOKEN: TOKEN,
    };
  });
  afterEach(() => new Promise((done) => server.close(done)));

  const requests = '/api/v4/projects/42/merge_requests';

  it('creates one merge request, updates it, and closes it', async () => {
    aNight({ client: 'first', date: '2026-11-24', breaking: true });
    expect(await propose('gitlab', env)).toMatchObject({ code: 0 });
    aNight({ client: 'second & more', date: '2026-11-25', breaking: false });
    expect(await propose('gitlab', env)).toMatchObject({ code: 0 });
    git('checkout', '--quiet', '.');
    git('clean', '--quiet', '-fd');
    expect(await propose('gitlab', env)).toMatchObject({ code: 0 });
    expect(seen.map(({ call }) => call)).toEqual([
      `GET ${requests}`,
      `POST ${requests}`,
      `GET ${requests}`,
      `PUT ${requests}/3`,
      `GET ${requests}`,
      `POST ${requests}/3/notes`,
      `PUT ${requests}/3`,
    ]);
    expect(seen[1]?.form).toEqual({
      source_branch: 'nightly/preprod',
      target_branch: 'main',
      title: 'preprod 0.2.0: first',
      description: '# Report of first\n',
      labels: 'breaking',
      remove_source_branch: 'true',
    });
    expect(seen[3]?.form).toEqual({
      title: 'preprod 0.2.0: second & more',
      description: '# Report of second & more\n',
      remove_labels: 'breaking',
    });
    expect(() => branch()).toThrow();
    expect(new Set(seen.map(({ token }) => token))).toEqual(new Set([TOKEN]));
  });

  it('stops if the forge rejects a request, and prints no token', async () => {
    server.removeAllListeners('request');
    server.on('request', (_, response) => response.writeHead(403).end('{"message":"no"}'));
    aNight({ client: 'first', date: '2026-11-24', breaking: false });
    const { code, err } = await propose('gitlab', env);
    expect(code).not.toBe(0);
    expect(err).toContain('403');
    expect(err).not.toContain(TOKEN);
  });
});
