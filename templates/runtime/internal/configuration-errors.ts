import { ConfigurationError, SdkError } from '../core/errors.js';

/**
 * Runs what depends on the user's options and arguments.
 *
 * @param start Of an error's message.
 * @throws ConfigurationError whose `cause` is what `run` threw; an SdkError that `run` throws stays as it is.
 */
export function asConfigurationErrors<T>(start: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof SdkError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(start + reason, error);
  }
}
