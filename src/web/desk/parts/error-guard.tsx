import { Component, type ReactNode } from "react";
import { ProblemBox } from "#web/desk/parts/say.tsx";

interface Props {
  /** When the address changes, another page gets its chance. */
  readonly at: string;
  readonly children: ReactNode;
}

/** A page that breaks leaves the rest of the desk standing. */
export class ErrorGuard extends Component<Props, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: Error): { fault: Error } {
    return { fault };
  }

  override componentDidUpdate(before: Props): void {
    if (before.at !== this.props.at && this.state.fault) this.setState({ fault: null });
  }

  override render(): ReactNode {
    return this.state.fault ? (
      <ProblemBox problem={this.state.fault} again={() => this.setState({ fault: null })} />
    ) : (
      this.props.children
    );
  }
}
