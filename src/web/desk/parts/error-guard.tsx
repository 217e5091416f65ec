import { Component, type ReactNode } from "react";
import { ProblemBox } from "#web/desk/parts/say.tsx";

interface Props {
  readonly children: ReactNode;
}

/** A page that breaks leaves the rest of the desk standing. Keyed by address, so that another page gets its chance. */
export class ErrorGuard extends Component<Props, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: Error): { fault: Error } {
    return { fault };
  }

  override render(): ReactNode {
    return this.state.fault ? (
      <ProblemBox problem={this.state.fault} again={() => this.setState({ fault: null })} />
    ) : (
      this.props.children
    );
  }
}
