import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  documentOf,
  type DocumentServer,
  startDocumentServer,
} from '../../nightly/testing/document-server.js';
import { type Registry, startRegistry } from '../registry/index.js';
import { runProcess, runProgram } from './testing/workflow.js';

/** `publish` with a registry on loopback. */

(process.env['FORGES'] === '1' ? describe : describe.skip)('publish', () => {
  let work: string;
  let server: DocumentServer;
  let registry: Registry;
  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'sdkgen-publish-'));
    [server, registry] = await Promise.all([startDocumentServer(), startRegistry()]);
    server.publish(documentOf(['vehicles']));
    const { url: documentation } = server;
    const environments = {
      prod: { documentation, packageName: '@acme/things' },
      preprod: { documentation, packageName: '@acme/things-next', distTag: 'next' },
      internal: { documentation, packageName: '@private/things' },
      later: { documentation },
    };
    writeFileSync(join(work, 'sdk.config.json'), JSON.stringify({ environments }));
    writeFileSync(join(work, 'package.json'), '{"private":true}');
    writeFileSync(join(work, '.npmrc'), registry.npmrc('REGISTRY_TOKEN'));
    await night('2026-11-29', 'prod', 'preprod', 'internal');
  });
  afterAll(async () => {
    await Promise.all([server.close(), registry.close()]);
    rmSync(work, { recursive: true, force: true });
  });

  async function night(date: string, ...names: readonly string[]) {
    const envs = names.flatMap((name) => ['--env', name]);
    const words = ['nightly', ...envs, '--date', date];
    expect(await runProgram(work, words, {})).toMatchObject({ code: 0 });
  }

  const publish = (...words: readonly string[]) =>
    runProgram(work, ['publish', '--registry', registry.url, ...words], {
      REGISTRY_TOKEN: registry.token,
    });
  const view = async (what: string, field: string) => {
    const words = ['view', what, field, '--json', '--prefer-online', '--registry', registry.url];
    const { out } = await runProcess('npm', words, work, { REGISTRY_TOKEN: registry.token });
    return [JSON.parse(out) as unknown].flat()[0];
  };

  it('with --dry-run compiles and packs, and publishes nothing', async () => {
    const { code, out } = await publish('--dry-run', '--env', 'prod', '--env', 'preprod');
    expect({ code, lines: out.trim().split('\n').map(withoutSize) }).toEqual({
      code: 0,
      lines: [
        '@acme/things@0.1.0 would be published as `latest`',
        '@acme/things-next@0.1.0 would be published as `next`',
      ],
    });
    expect(await view('@acme/things', 'dist-tags')).toMatchObject({ error: { code: 'E404' } });
  });

  it('publishes the packages that are there, each under its dist-tag, once', async () => {
    const first = await publish('--json');
    const { packages } = JSON.parse(first.out) as { readonly packages: readonly object[] };
    expect(packages).toMatchObject([
      { environment: 'prod', status: 'published', package: '@acme/things', distTag: 'latest' },
      { environment: 'preprod', status: 'published', version: '0.1.0', distTag: 'next' },
      { environment: 'internal', status: 'published', package: '@private/things' },
    ]);
    expect(packages[0]).toMatchObject({
      notes: expect.stringContaining('Generated for the first time') as unknown,
      tarball: { integrity: await view('@acme/things@0.1.0', 'dist.integrity') },
    });
    expect(await view('@acme/things-next', 'dist-tags')).toMatchObject({ next: '0.1.0' });

    const again = await publish('--env', 'internal');
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toContain('@private/things@0.1.0 is in the registry already, with the same');
  });

  it('publishes the next version after the next night', async () => {
    server.publish(documentOf(['vehicles', 'drivers']));
    await night('2026-11-30', 'prod');
    const { out, code } = await publish('--env', 'prod', '--json');
    expect({ code, packages: JSON.parse(out) as unknown }).toMatchObject({
      code: 0,
      packages: { packages: [{ status: 'published', version: '0.2.0' }] },
    });
    expect(await view('@acme/things', 'dist-tags')).toEqual({ latest: '0.2.0' });
  });

  it('refuses a version that the registry has with other content', async () => {
    server.publish(documentOf(['vehicles', 'drivers', 'trips']));
    const generate = ['generate', '--env', 'preprod'];
    expect(await runProgram(work, generate, {})).toMatchObject({ code: 0 });
    const { code, err } = await publish('--env', 'preprod');
    expect(code).toBe(5);
    expect(err).toMatch(/has @acme\/things-next@0\.1\.0 already, with other content: \S+, /);
  });

  it('knows a version that was compressed otherwise', async () => {
    const folder = mkdtempSync(join(work, 'recompressed-'));
    const name = 'private-things-0.1.0.tgz';
    const packed = readFileSync(join(work, 'output/internal', name));
    writeFileSync(join(folder, name), gzipSync(gunzipSync(packed), { level: 1 }));
    const second = await startRegistry();
    const env = { REGISTRY_TOKEN: second.token };
    writeFileSync(join(work, '.npmrc'), second.npmrc('REGISTRY_TOKEN'));
    const words = ['publish', join(folder, name), '--registry', second.url];
    expect(await runProcess('npm', words, work, env)).toMatchObject({ code: 0 });
    const again = ['publish', '--env', 'internal', '--registry', second.url];
    const ended = await runProgram(work, again, env);
    await second.close();
    writeFileSync(join(work, '.npmrc'), registry.npmrc('REGISTRY_TOKEN'));
    expect(ended).toMatchObject({
      code: 0,
      out: expect.stringContaining('in the registry already, with the same content') as unknown,
    });
  });

  it('does not publish an edited package', async () => {
    const index = join(work, 'output/prod/src/index.ts');
    const before = readFileSync(index);
    appendFileSync(index, '// mine\n');
    const { code, err } = await publish('--env', 'prod');
    writeFileSync(index, before);
    expect(code).toBe(1);
    expect(err).toContain('differs   src/index.ts');
    expect(err).toContain('Nothing was published.');
  });

  it.each<[string, string, number, string]>([
    ['no credentials', '', 3, 'Check the registry and its credentials'],
    ['credentials that have expired', 'expired-token-1234', 3, 'Check the registry'],
  ])('says what is missing: %s', async (_, token, code, hint) => {
    const words = ['publish', '--env', 'internal', '--registry', registry.url];
    const ended = await runProgram(work, words, { REGISTRY_TOKEN: token });
    expect(ended).toMatchObject({ code, err: expect.stringContaining(hint) as unknown });
    expect(ended.out + ended.err).not.toContain('expired-token-1234');
  });
});

function withoutSize(line: string): string {
  return line.replace(/ \(.*$/, '');
}
