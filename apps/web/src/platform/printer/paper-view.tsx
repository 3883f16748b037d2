import './receipt.css';
import { type Bitmap, type Block, isBlack, type Paper, type PaperSize, practicePaper } from '@mosaajii/domain/paper';
import { useMemo } from 'react';
import { isPractice } from '../practice/mode.ts';
import { BarcodePicture, QrPicture } from './code-pictures.tsx';

/** A paper at its real size: what will come out of the printer, or lie on the desk. Its texts are never markup. */
export function PaperView({ paper, size }: { readonly paper: Paper; readonly size: PaperSize }) {
  const { blocks } = isPractice() ? practicePaper(paper) : paper;
  return (
    <div className="receipt" data-paper={size} dir={paper.direction} lang={paper.language}>
      {blocks.map((block, index) => (
        // Blocks of a paper never move: their place is who they are.
        <BlockView key={`${index}-${block.kind}`} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'rule':
      return <hr className="receipt-rule" />;
    case 'gap':
      return <div className="receipt-gap" />;
    case 'pair':
      return (
        <div className="receipt-pair" data-weight={block.weight}>
          <bdi>{block.start}</bdi>
          <bdi dir="ltr">{block.end}</bdi>
        </div>
      );
    case 'banner':
      return <div className="receipt-banner">{block.text}</div>;
    case 'text':
      return (
        <div className={`receipt-${styleOf(block)}`} data-bold={block.isBold}>
          <bdi>{block.text}</bdi>
        </div>
      );
    case 'image':
      return <DotPicture image={block.image} />;
    case 'barcode':
      return <BarcodePicture text={block.text} />;
    case 'qr':
      return <QrPicture text={block.text} caption={block.caption} />;
  }
}

function styleOf({ align, size }: Extract<Block, { readonly kind: 'text' }>): string {
  if (size === 'large') return 'title';
  if (align === 'centre') return 'centre';
  return size === 'small' ? 'small' : align === 'end' ? 'end' : 'text';
}

/** The very dots that a printer burns, as one path: eight dots are a millimetre. */
function DotPicture({ image }: { readonly image: Bitmap }) {
  const path = useMemo(() => dotsPath(image), [image]);
  return (
    <svg
      className="receipt-image"
      viewBox={`0 0 ${image.width} ${image.height}`}
      width={`${image.width / 8}mm`}
      height={`${image.height / 8}mm`}
      aria-hidden
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

function dotsPath(image: Bitmap): string {
  let path = '';
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      const start = x;
      while (x < image.width && isBlack(image, x, y)) x += 1;
      if (x > start) path += `M${start} ${y}h${x - start}v1h-${x - start}z`;
    }
  }
  return path;
}
