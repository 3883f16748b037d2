export { openSecrets, SECRET_NAMES, type SecretName, type Secrets, WeakSecretError } from './secrets.ts';
