import { createServer } from 'node:http';

/** Responds to every request with three vehicles; in a process of its own, so that its garbage is not measured. */
const body = JSON.stringify(
  ['AA-229-AA', 'AB-123-CD', 'EF-456-GH'].map((registrationNumber, id) => ({
    id,
    registrationNumber,
    brand: 'Renault',
    model: 'Kangoo',
    enteredOn: '2024-02-29',
  })),
);

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(body);
}).listen(0, '127.0.0.1', () => process.send?.(server.address().port));
