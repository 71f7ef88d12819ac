import { once } from 'node:events';
import { createServer, STATUS_CODES } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface SeenConnect {
  /** `api.example.com:443` */
  readonly target: string;
  /** The value of `Proxy-Authorization`. */
  readonly authorization: string | undefined;
}

export interface ConnectProxy {
  readonly port: number;
  readonly url: string;
  /** The CONNECT requests so far. */
  readonly seen: readonly SeenConnect[];
  /** Resolves once no client holds a connection to it. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How a proxy answers: it connects every host to a port of this machine, returns a status, or says nothing. */
export type ProxyBehaviour =
  | { readonly connectsTo: number; readonly credentials?: string }
  | { readonly status: number }
  | 'silent';

/** Starts a proxy that knows CONNECT (RFC 9110, section 9.3.6) and nothing else. */
export async function startConnectProxy(behaviour: ProxyBehaviour): Promise<ConnectProxy> {
  const seen: SeenConnect[] = [];
  const clients = new Set<Socket>();
  const upstreams = new Set<Socket>();
  const server = createServer();
  server.on('connect', (request, socket: Socket, head: Buffer) => {
    const authorization = request.headers['proxy-authorization'];
    seen.push({ target: request.url ?? '', authorization });
    // Either end may be reset while the other still writes.
    socket.on('error', () => socket.destroy());
    if (behaviour === 'silent') {
      socket.resume().once('end', () => socket.end());
      return;
    }
    if ('status' in behaviour) {
      refuse(socket, behaviour.status);
      return;
    }
    const { connectsTo, credentials } = behaviour;
    if (credentials !== undefined && authorization !== toBasic(credentials)) {
      refuse(socket, 407);
      return;
    }
    const upstream = connect(connectsTo, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstreams.add(upstream);
    upstream.on('error', () => socket.destroy());
  });
  server.on('connection', (socket) => clients.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    seen,
    idle: async () => {
      for (const socket of clients) if (!socket.closed) await once(socket, 'close');
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of [...clients, ...upstreams]) socket.destroy();
      }),
  };
}

function refuse(socket: Socket, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-length: 0\r\n\r\n`);
}

function toBasic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
