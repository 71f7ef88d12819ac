// One of several processes that make calls with the same client id and limit. It ends when all its calls have their response.
import { readFileSync } from 'node:fs';
import { OptimumClient } from '@optimum-automotive/sdk-sandbox';
import { FileRateLimitStore } from '@optimum-automotive/sdk-sandbox/file-rate-limit-store';
import { createClient } from 'redis';
import { RedisRateLimitStore } from './redis-rate-limit-store.mjs';

const { baseUrl, rateLimit, calls, store } = JSON.parse(readFileSync(0, 'utf8'));
const redis = store.redis && (await createClient({ url: store.redis }).connect());
const rateLimitStore = redis
  ? new RedisRateLimitStore(redis)
  : store.folder && new FileRateLimitStore(store.folder);
const warnings = [];
const client = new OptimumClient({
  baseUrl,
  token: 'token',
  clientId: 'id',
  rateLimit,
  rateLimitStore,
  maxRetries: 99,
  logger: { warn: (message) => warnings.push(message) },
});
await Promise.all(Array.from({ length: calls }, () => client.vehicles.list()));
await redis?.close();
const failed = warnings.find((message) => message.startsWith('The rate limit store failed'));
if (failed) throw new Error(failed);
