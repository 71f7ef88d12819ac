import { createServer } from 'node:http';

/**
 * Responds with JSON of 20 bytes, 100 KB or 5 MB, by the first segment of the path, whatever the rest is. In a process of its own,
 * so that its time is not measured.
 */
const vehicle = (id) => ({
  id,
  registrationNumber: `AB-${id}-CD`,
  brand: 'Renault',
  model: 'Kangoo',
  enteredOn: '2024-02-29',
});

/** Vehicles, and blanks up to the size. */
function createList(size) {
  const count = Math.floor(size / 104);
  return JSON.stringify(Array.from({ length: count }, (_, id) => vehicle(id))).padEnd(size);
}

const BODIES = new Map(
  Object.entries({
    '20B': '[{"id":1,"seats":5}]',
    '100KB': createList(100_000),
    '5MB': createList(5_000_000),
  }).map(([name, text]) => [name, Buffer.from(text)]),
);

const server = createServer((request, response) => {
  const body = BODIES.get(request.url.split('/')[1]);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
// Longer than a measurement takes: a client without retries fails when the server closes a connection that it is about to use.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
