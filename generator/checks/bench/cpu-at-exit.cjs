const { writeFileSync } = require('node:fs');

// Loaded before a program: tells the file of BENCH_CPU its CPU seconds, of user and system, when it ends.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.BENCH_CPU, String((user + system) / 1e6));
});
