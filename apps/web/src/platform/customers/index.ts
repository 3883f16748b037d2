export { customerItemOf, directoryOf } from './device-directory.ts';
export { type CustomerDirectory, createDirectory } from './directory.ts';
