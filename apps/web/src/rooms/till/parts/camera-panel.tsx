import { Flashlight, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { type Camera, createDecoder, openCamera, watchVideo } from '../../../platform/scanner/camera/index.ts';
import { routeScan } from '../../../platform/scanner/index.ts';
import { Button, IconButton, Notice } from '../../../platform/ui/index.ts';
import { useTill } from '../till-context.tsx';
import { focusOmnibox } from './focus.ts';

const PROBLEMS = {
  denied: 'scanning.cameraDenied',
  none: 'scanning.cameraNone',
  busy: 'scanning.cameraBusy',
  insecure: 'scanning.cameraInsecure',
  decoder: 'scanning.cameraNoDecoder',
} as const;
type Problem = keyof typeof PROBLEMS;

type State =
  | { readonly kind: 'starting' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'on'; readonly camera: Camera };

/** The camera above the sale: every code that is held into the frame is scanned, one after the other. */
export function CameraPanel() {
  const { carts } = useTill();
  const [attempt, setAttempt] = useState(0);
  const off = () => {
    carts.store.setState({ isCameraOn: false });
    focusOmnibox();
  };
  const video = useRef<HTMLVideoElement>(null);
  const state = useCamera(video, attempt);
  if (state.kind === 'failed') {
    return (
      <Notice
        tone="warning"
        isAlert
        className="mx-4 mt-2.5 max-sm:mx-3"
        actions={
          <>
            {state.problem === 'none' || state.problem === 'insecure' ? null : (
              <Button onClick={() => setAttempt(attempt + 1)}>{t('scanning.cameraAgain')}</Button>
            )}
            <IconButton label={t('scanning.cameraOff')} onClick={off}>
              <X aria-hidden className="size-4" />
            </IconButton>
          </>
        }
      >
        {t(PROBLEMS[state.problem])}
      </Notice>
    );
  }
  return (
    <section
      aria-label={t('till.camera')}
      className="relative mx-4 mt-2.5 h-[35dvh] overflow-hidden rounded-card bg-black max-sm:mx-3"
    >
      <video
        ref={video}
        muted
        playsInline
        aria-label={t('scanning.cameraPicture')}
        className="size-full object-cover"
      />
      <div aria-hidden className="camera-frame" />
      {state.kind === 'starting' ? (
        <p role="status" className="absolute inset-0 grid place-items-center text-white">
          {t('scanning.cameraStarting')}
        </p>
      ) : (
        <Controls camera={state.camera} />
      )}
      <IconButton
        label={t('scanning.cameraOff')}
        onClick={off}
        className="absolute end-2 top-2 bg-black/60! text-white!"
      >
        <X aria-hidden className="size-5" />
      </IconButton>
    </section>
  );
}

/** Opens camera and reader while mounted, and closes them: a camera that stays on behind a screen is nobody's wish. */
function useCamera(video: React.RefObject<HTMLVideoElement | null>, attempt: number): State {
  const [state, setState] = useState<State>({ kind: 'starting' });
  useEffect(() => {
    const closing: (() => void)[] = [];
    let isOver = false;
    setState({ kind: 'starting' });
    const fail = (problem: Problem) => (isOver ? undefined : setState({ kind: 'failed', problem }));
    const start = async () => {
      const opened = await openCamera(navigator.mediaDevices);
      if (!opened.ok) return fail(opened.error);
      closing.push(opened.value.close);
      if (isOver) return opened.value.close();
      const decoder = await createDecoder().catch(() => null);
      if (decoder === null) {
        opened.value.close();
        return fail('decoder');
      }
      const element = video.current;
      if (isOver || element === null) return;
      element.srcObject = opened.value.stream;
      await element.play();
      setState({ kind: 'on', camera: opened.value });
      closing.push(
        watchVideo(
          element,
          decoder,
          (code) => routeScan({ code, source: 'camera' }),
          () => fail('busy'),
        ),
      );
    };
    start().catch(() => fail('busy'));
    return () => {
      isOver = true;
      for (const close of closing) close();
    };
  }, [video, attempt]);
  return state;
}

function Controls({ camera }: { readonly camera: Camera }) {
  const [isLit, setLit] = useState(false);
  const [zoom, setZoom] = useState(camera.zoom?.min ?? 1);
  const light = () => {
    void camera.setTorch(!isLit).then(() => setLit(!isLit));
  };
  const come = (closer: number) => {
    setZoom(closer);
    void camera.setZoom(closer);
  };
  return (
    <div className="absolute inset-x-2 bottom-2 flex items-center gap-3">
      {camera.hasTorch ? (
        <IconButton
          label={t('scanning.cameraTorch')}
          aria-pressed={isLit}
          onClick={light}
          className="bg-black/60! text-white!"
        >
          <Flashlight aria-hidden className="size-5" />
        </IconButton>
      ) : null}
      {camera.zoom === null ? null : (
        <input
          type="range"
          aria-label={t('scanning.cameraZoom')}
          min={camera.zoom.min}
          max={camera.zoom.max}
          step={camera.zoom.step}
          value={zoom}
          onChange={(event) => come(Number(event.target.value))}
          className="min-h-11 flex-1 accent-white"
        />
      )}
    </div>
  );
}
