import type { ThemeConfig } from "antd";
import { theme } from "antd";
import type { Look } from "#web/common/look.ts";

/** antd's tokens from ours: tokens.css stays the one source, antd only needs the colours spelled out. */
export function antdTheme(look: Look): ThemeConfig {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  const size = look.elder ? look.elderSize : 15;
  const tall = look.elder ? 60 : 32;
  return {
    algorithm: look.theme === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: of("--accent"),
      colorPrimaryHover: of("--accent-deep"),
      colorPrimaryActive: of("--accent-deep"),
      colorTextLightSolid: of("--on-accent"),
      colorLink: of("--accent"),
      colorError: of("--bad"),
      colorWarning: of("--warn"),
      colorSuccess: of("--good"),
      colorInfo: of("--info"),
      colorText: of("--ink"),
      colorTextSecondary: of("--ink-2"),
      colorTextTertiary: of("--ink-3"),
      colorTextDescription: of("--ink-3"),
      colorTextPlaceholder: of("--ink-3"),
      colorBgContainer: of("--paper"),
      colorBgElevated: of("--paper"),
      colorBgLayout: of("--page"),
      colorBorder: of("--line-firm"),
      colorBorderSecondary: of("--line-soft"),
      borderRadius: 4,
      borderRadiusLG: 6,
      fontSize: size,
      controlHeight: tall,
      controlHeightSM: look.elder ? 60 : 28,
      controlHeightLG: look.elder ? 64 : 40,
      fontFamily: of("--font"),
      // Asked of antd itself: shortened by style its menus never learn that they have opened, and stay out of sight.
      motion: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      motionDurationSlow: "0.14s",
      motionDurationMid: "0.1s",
      motionDurationFast: "0.08s",
      boxShadow: of("--shadow"),
      wireframe: false,
    },
    components: { Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" } },
  };
}
