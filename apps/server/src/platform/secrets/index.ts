export { openRootKeys, type RootKey, RootKeyError, type RootKeys, rootKeysInMemory } from './root-keys.ts';
export { openSecrets, type SecretName, type Secrets } from './secrets.ts';
export { WeakSecretError } from './strength.ts';
