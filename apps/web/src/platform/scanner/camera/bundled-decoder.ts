import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { Decoder } from './decoder.ts';

const OPTIONS: ReaderOptions = {
  formats: ['EANUPC', 'Code128', 'Code39', 'ITF', 'DataBar', 'QRCode', 'DataMatrix'],
  textMode: 'Plain',
  tryHarder: false,
  tryInvert: false,
  maxNumberOfSymbols: 2,
};

/** ZXing-C++ compiled to WebAssembly, from our own server: nothing is fetched from elsewhere. */
export async function bundledDecoder(): Promise<Decoder> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  return {
    kind: 'bundled',
    decode: async (picture) => {
      const found = await readBarcodes(picture, OPTIONS);
      return found
        .filter(({ isValid }) => isValid)
        .map(({ text, contentType, symbologyIdentifier }) => {
          // GS1 data is named as a scanner names it, so that it is read as such.
          return contentType === 'GS1' ? `${symbologyIdentifier}${text}` : text;
        });
    },
  };
}
