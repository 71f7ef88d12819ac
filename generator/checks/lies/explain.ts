import type { Finding } from '../../conform/index.js';

/**
 * Why a finding on an honest sandbox is no mistake of the check; undefined when it is one. The sandbox pages by the names of
 * parameters that it knows, which are fewer than those that a document's operations page by: it does ignore the size there.
 */
export function explain({ mismatch }: Finding): string | undefined {
  return mismatch.kind === 'paging' ? 'the sandbox does not page as the document says' : undefined;
}
