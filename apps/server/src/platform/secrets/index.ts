export { openSecrets, type SecretName, type Secrets, WeakSecretError } from './secrets.ts';
