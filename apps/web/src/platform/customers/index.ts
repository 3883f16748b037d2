export { type CustomerDirectory, createDirectory } from './directory.ts';
