/** What the scenario `counted` of worker-server.mjs allows, and what the worker keeps to. */
export const LIMIT = { requests: 10, perMs: 300 };
