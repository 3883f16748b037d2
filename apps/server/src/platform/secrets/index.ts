export { openRootKeys, type RootKey, RootKeyError, type RootKeys, rootKeysInMemory } from './root-keys.ts';
export { openSecrets, SECRET_NAMES, type SecretName, type Secrets } from './secrets.ts';
export { WeakSecretError } from './strength.ts';
