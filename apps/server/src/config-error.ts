/** Thrown for a setting we cannot use; the message names the setting, the reason and what to write instead. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
