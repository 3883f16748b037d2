import { ok, type Result, refuse } from '@mosaajii/domain';

/** Why there is no picture. `insecure`: browsers give cameras to pages over HTTPS only. */
export type CameraRefusal = 'denied' | 'none' | 'busy' | 'insecure';

export interface Camera {
  readonly stream: MediaStream;
  readonly hasTorch: boolean;
  /** `null`: the camera cannot come closer by itself. */
  readonly zoom: { readonly min: number; readonly max: number; readonly step: number } | null;
  setTorch(isOn: boolean): Promise<void>;
  setZoom(zoom: number): Promise<void>;
  close(): void;
}

/** What Chromium tells of a camera beyond the standard's own types. */
interface MoreCapabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number };
}

/** Opens the camera that looks away from the person; on a laptop the only one. */
export async function openCamera(devices: MediaDevices | undefined): Promise<Result<Camera, CameraRefusal>> {
  if (devices === undefined) return refuse('insecure');
  try {
    const stream = await devices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    const [track] = stream.getVideoTracks();
    if (track === undefined) return refuse('none');
    return ok(cameraOf(stream, track));
  } catch (error) {
    if (!(error instanceof DOMException) && !(error instanceof Error)) throw error;
    return refuse(REASONS[error.name] ?? 'busy');
  }
}

const REASONS: Readonly<Record<string, CameraRefusal>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

function cameraOf(stream: MediaStream, track: MediaStreamTrack): Camera {
  // Firefox has no such question.
  const can: MoreCapabilities = 'getCapabilities' in track ? track.getCapabilities() : {};
  const apply = (change: Record<string, unknown>) =>
    track.applyConstraints({ advanced: [change as MediaTrackConstraintSet] });
  return {
    stream,
    hasTorch: can.torch === true,
    zoom: can.zoom === undefined || can.zoom.max <= can.zoom.min ? null : { ...can.zoom, step: can.zoom.step ?? 0.1 },
    setTorch: (torch) => apply({ torch }),
    setZoom: (zoom) => apply({ zoom }),
    close: () => {
      for (const one of stream.getTracks()) one.stop();
    },
  };
}
