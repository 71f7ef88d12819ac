import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GIT_ENVIRONMENT } from './bare-repository.js';

/** Git over HTTP: what comes for `<owner>/<name>.git` is answered by git's own `http-backend`. */

export type GitAccess = 'allowed' | 'unknown' | 'forbidden';

export interface GitRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface GitHttp {
  /** The folder that has the repositories as `<owner>/<name>.git`. */
  readonly root: string;
  /** What precedes `/<owner>/<name>.git` in a URL. */
  readonly prefix: string;
  readonly realm: string;
  /**
   * @param password of HTTP's basic authentication, undefined when none was sent.
   * @returns `unknown` when git must ask for other credentials.
   */
  readonly access: (
    repository: string,
    wants: 'read' | 'write',
    password: string | undefined,
  ) => GitAccess;
}

const GIT_PATH = /^(\/[\w.-]+\/[\w.-]+)\.git(\/(?:info\/refs|git-upload-pack|git-receive-pack))$/;

/** @returns whether git sent the request. */
export function isGitRequest({ prefix }: GitHttp, path: string): boolean {
  return path.startsWith(`${prefix}/`) && GIT_PATH.test(path.slice(prefix.length));
}

/** Answers a request of git. @returns the status that was sent. */
export async function serveGit(
  git: GitHttp,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, repository = '', rest = ''] = GIT_PATH.exec(url.pathname.slice(git.prefix.length)) ?? [];
  const isPush = `${rest}${url.search}`.includes('git-receive-pack');
  const password = readPassword(request.headers.authorization);
  switch (git.access(repository.slice(1), isPush ? 'write' : 'read', password)) {
    case 'unknown':
      request.resume();
      response.writeHead(401, { 'www-authenticate': `Basic realm="${git.realm}"` });
      response.end('Authentication is required.\n');
      return 401;
    case 'forbidden':
      request.resume();
      response.writeHead(403).end('You are not allowed to push to this repository.\n');
      return 403;
    case 'allowed':
      return runBackend(git.root, `${repository}.git${rest}`, url.search, request, response);
  }
}

function readPassword(authorization: string | undefined): string | undefined {
  const [, encoded] = /^Basic (.+)$/i.exec(authorization ?? '') ?? [];
  return (
    encoded &&
    Buffer.from(encoded, 'base64')
      .toString('utf8')
      .replace(/^[^:]*:/, '')
  );
}

/** The environment is that of CGI (RFC 3875). */
function runBackend(
  root: string,
  path: string,
  search: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const { method = 'GET', headers } = request;
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...GIT_ENVIRONMENT,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: path,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: method,
      CONTENT_TYPE: headers['content-type'] ?? '',
      CONTENT_LENGTH: headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
      GIT_PROTOCOL: [headers['git-protocol'] ?? ''].flat().join(':'),
      // Git takes a push only from somebody who has a name.
      REMOTE_USER: 'someone',
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // Git may have ended before it reads everything; its response tells why.
  backend.stdin.on('error', () => undefined);
  request.pipe(backend.stdin);
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    let status: number | undefined;
    backend.stdout.on('data', (chunk: Buffer) => {
      if (status !== undefined) return void response.write(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      status = sendHead(head.subarray(0, end).toString('latin1'), response);
      response.write(head.subarray(end + 4));
    });
    backend.once('error', reject);
    backend.once('close', () => {
      response.end();
      resolve(status ?? 500);
    });
  });
}

function sendHead(head: string, response: ServerResponse): number {
  const headers = head.split('\r\n').map((line) => {
    const [name = '', ...value] = line.split(': ');
    return [name, value.join(': ')] as const;
  });
  const status = headers.find(([name]) => name.toLowerCase() === 'status')?.[1];
  for (const [name, value] of headers)
    if (name.toLowerCase() !== 'status') response.setHeader(name, value);
  response.writeHead(Number(status?.slice(0, 3) ?? 200));
  return response.statusCode;
}
