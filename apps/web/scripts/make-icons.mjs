// Draws the PNG icons from public/icons/icon.svg: `node scripts/make-icons.mjs` in apps/web. The results are committed.
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';

const folder = new URL('../public/icons/', import.meta.url);
const svg = await readFile(new URL('icon.svg', folder), 'utf8');
// A maskable icon is cut to any shape by the system: no corners of its own, and the mark inside the safe circle.
const maskable = svg
  .replace('rx="112"', '')
  .replace('<path', '<g transform="translate(256 256) scale(0.8) translate(-256 -256)"><path')
  .replace('</svg>', '</g></svg>');

const icons = [
  { source: svg, size: 192, name: 'icon-192.png' },
  { source: svg, size: 512, name: 'icon-512.png' },
  { source: maskable, size: 512, name: 'icon-maskable-512.png' },
  { source: maskable, size: 180, name: 'apple-touch-icon.png' },
];
for (const { source, size, name } of icons) {
  const file = new URL(name, folder);
  await sharp(Buffer.from(source), { density: 300 })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toFile(file.pathname);
  console.log(`${name} ${size}x${size}`);
}
