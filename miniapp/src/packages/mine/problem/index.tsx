import { ProblemScreen } from '../../../features/problems/problem-screen'
import { useRouter } from '../../../platform/page'
import { SignedIn } from '../../../session/guard'

export default function ProblemPage() {
  const { id = '', problem = '' } = useRouter().params
  return <SignedIn><ProblemScreen id={id} problem={problem} /></SignedIn>
}
