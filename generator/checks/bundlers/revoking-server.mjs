// An API with its identity server, which can revoke all tokens that it has issued.
import { createServer } from 'node:http';

/** @returns Its URL, with a slash at the end; `revoke`; how often a vehicle was asked for; and `close`. */
export async function openRevokingServer() {
  let issued = 0;
  let revoked = 0;
  const asked = new Map();
  const server = createServer((request, response) => {
    const respond = (status, value) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    request.resume().on('end', () => {
      if (request.url === '/connect/token') {
        issued += 1;
        const token = { access_token: `token-${issued}`, token_type: 'Bearer', expires_in: 86_400 };
        return respond(200, token);
      }
      const token = Number(/^Bearer token-(\d+)$/.exec(request.headers.authorization ?? '')?.[1]);
      if (!(token > revoked)) return respond(401, {});
      const registrationNumber = request.url.split('/').at(-1);
      asked.set(registrationNumber, (asked.get(registrationNumber) ?? 0) + 1);
      return respond(200, { registrationNumber });
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    revoke: () => (revoked = issued),
    countRequests: (registrationNumber) => asked.get(registrationNumber) ?? 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
