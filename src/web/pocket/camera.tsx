import { type ReactNode, useEffect, useRef, useState } from "react";
import { type CameraProps, cameraWith } from "#web/common/camera.ts";

const useCamera = cameraWith({ useEffect, useRef, useState });

/** What the camera sees, until a code is read. */
export function Camera(props: CameraProps): ReactNode {
  const { video, label, says } = useCamera(props);
  return (
    <figure className="camera">
      <video ref={video} muted playsInline aria-label={label} />
      <figcaption className="quiet" role="status">
        {says}
      </figcaption>
    </figure>
  );
}
