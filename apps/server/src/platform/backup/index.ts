export { type Backup, createBackup, listBackups } from './backup.ts';
export { BackupError } from './errors.ts';
export { hasInterruptedRestore, restoreBackup } from './restore.ts';
