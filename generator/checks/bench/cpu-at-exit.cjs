const { writeFileSync } = require('node:fs');

// Loaded before a program: writes its CPU seconds, user and system, to the file BENCH_CPU when it ends.
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.BENCH_CPU, String((user + system) / 1e6));
});
