import { createClient, loadStandIn, openStandIn } from '../testing/open.js';
import { getSafeRequests } from '../testing/safe-requests.js';

it('responds as the schemas of the document say', async () => {
  const { document } = await loadStandIn();
  const send = await createClient(await openStandIn());
  const results = [];
  for (const { target, validate } of getSafeRequests(document)) {
    const { status, body } = await send(`GET ${target}`);
    results.push([target, status, validate(body)]);
  }
  expect(results.length).toBeGreaterThan(25);
  expect(results).toEqual(results.map(([target]) => [target, 200, []]));
});
