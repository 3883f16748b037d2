export { type Backup, createBackup, listBackups } from './backup.ts';
export { BackupError } from './errors.ts';
export { hasInterruptedRestore, isEpochDue, restoreBackup, settleEpoch } from './restore.ts';
