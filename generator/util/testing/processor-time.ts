/** The seconds that this process computes while it runs something; unlike the clock's, they do not grow on a busy machine. */
export function processorSeconds(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
