/** Thrown when sealed data cannot be read or sealed: a key is missing, or the data was changed or moved. Says nothing of it. */
export class PersonalDataError extends Error {
  override readonly name = 'PersonalDataError';
}
