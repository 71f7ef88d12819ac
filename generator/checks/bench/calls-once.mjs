import { createRequire } from 'node:module';

/**
 * Measures one client in a process of its own, and sends the results to its parent.
 * Arguments: the client's file, the server's URL, and how many calls of each kind are made, as JSON.
 */

const [file, server, plan] = process.argv.slice(2);
const { createCall } = createRequire(import.meta.url)(file);

/** Makes `count` calls, `atOnce` at a time. */
async function makeCalls(call, count, atOnce) {
  let left = count;
  const callInTurn = async () => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, callInTurn));
}

const results = [];
for (const { size, atOnce, calls } of JSON.parse(plan)) {
  const call = createCall(`${server}/${size}`);
  // Until the connections are open and the code is compiled.
  await makeCalls(call, Math.ceil(calls / 2), atOnce);
  global.gc();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await makeCalls(call, calls, atOnce);
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  results.push({
    size,
    atOnce,
    perSecond: (calls / milliseconds) * 1000,
    cpuMicroseconds: (user + system) / calls,
  });
}
process.send(results, () => process.exit());
