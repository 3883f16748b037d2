/** Reads the codes of a picture. */
export interface Decoder {
  readonly kind: 'native' | 'bundled';
  decode(picture: ImageData): Promise<readonly string[]>;
}

/** The browser's own reader, where there is one (Chromium on Android and macOS). Not in TypeScript's library yet. */
interface NativeDetector {
  detect(picture: ImageData): Promise<readonly { readonly rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { readonly formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** What is printed on goods, labels, receipts and cards. */
const FORMATS = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'itf', 'qr_code', 'data_matrix'];

/**
 * The browser's reader when it knows what is printed on goods, else the one that comes with the program. Throws when the
 * latter cannot be fetched.
 */
export async function createDecoder(): Promise<Decoder> {
  return (await nativeDecoder()) ?? (await import('./bundled-decoder.ts')).bundledDecoder();
}

async function nativeDecoder(): Promise<Decoder | null> {
  if (!('BarcodeDetector' in globalThis)) return null;
  const Detector = (globalThis as unknown as { readonly BarcodeDetector: NativeDetectorClass }).BarcodeDetector;
  const supported = await Detector.getSupportedFormats();
  const formats = FORMATS.filter((format) => supported.includes(format));
  if (!formats.includes('ean_13') || !formats.includes('code_128')) return null;
  const detector = new Detector({ formats });
  return {
    kind: 'native',
    decode: async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue),
  };
}
