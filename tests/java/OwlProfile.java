import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileReport;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Prints how many classes, properties and individuals it read, then each violation of the OWL 2 DL profile on a line. */
public class OwlProfile {
    public static void main(String[] arguments) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(arguments[0]));
        System.out.println(ontology.getClassesInSignature().size()
            + " " + ontology.getObjectPropertiesInSignature().size()
            + " " + ontology.getDataPropertiesInSignature().size()
            + " " + ontology.getIndividualsInSignature().size());
        OWLProfileReport report = new OWL2DLProfile().checkOntology(ontology);
        for (OWLProfileViolation violation : report.getViolations()) {
            System.out.println(violation.toString().replaceAll("\\s+", " "));
        }
    }
}
